import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeFolder } from './folder.ts';

let place: string;

beforeEach(async () => {
	place = await mkdtemp(join(tmpdir(), 'greenroom-place-'));
	vi.stubEnv('TMPDIR', place);
});
afterEach(async () => {
	vi.unstubAllEnvs();
	await rm(place, { recursive: true });
});

test('is for this user alone, and gone after remove', async () => {
	const folder = await makeFolder();
	expect((await stat(folder.path)).mode & 0o777).toBe(0o700);
	await writeFile(join(folder.path, 'a.raw'), 'x');
	await folder.remove();
	expect(await readdir(place)).toEqual([]);
});

test('takes away what killed processes left behind, and nothing that somebody still needs', async () => {
	const dead = spawnSync(process.execPath, ['--version']).pid;
	const names = {
		left: `greenroom-recogniser-${dead}-abc`,
		used: `greenroom-recogniser-${process.pid}-abc`,
		other: 'else',
	};
	for (const name of Object.values(names)) await mkdir(join(place, name));
	const folder = await makeFolder();
	await folder.remove();
	expect((await readdir(place)).sort()).toEqual([names.other, names.used].sort());
});

test('is gone when the process ends', async () => {
	const file = JSON.stringify(new URL('./folder.ts', import.meta.url).pathname);
	const script = `import(${file}).then(async ({ makeFolder }) => { await makeFolder(); process.exit(0); });`;
	await promisify(execFile)(process.execPath, ['--import', 'tsx', '-e', script], {
		env: { ...process.env, TMPDIR: place },
	});
	expect((await readdir(place)).filter((name) => name.startsWith('greenroom'))).toEqual([]);
});
