import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ensureDependencies } from './dependencies.mjs';

vi.setConfig({ testTimeout: 30_000 });

/** A repository with one dependency, and an npm that does what the script says. */
async function clone(npmScript: string) {
	const root = await mkdtemp(join(tmpdir(), 'greenroom-clone-'));
	onTestFinished(() => rm(root, { recursive: true }));
	const lock = { packages: { '': {}, 'node_modules/zod': { version: '4.6.7' } } };
	await writeFile(join(root, 'package-lock.json'), JSON.stringify(lock));
	await mkdir(join(root, 'node_modules'));
	await writeFile(join(root, 'npm'), `#!/bin/sh\necho "$@" >> ${root}/asked\n${npmScript}\n`);
	await chmod(join(root, 'npm'), 0o755);
	const said: string[] = [];
	const progress = {
		say: (line: string) => void said.push(line),
		step: () => ({ update: () => {}, end: () => {}, done: (text: string) => void said.push(text) }),
	};
	const install = (env: Record<string, string> = {}) =>
		ensureDependencies(root, progress, { PATH: `${root}:/usr/bin:/bin`, ...env });
	const asked = () => readFile(join(root, 'asked'), 'utf8').catch(() => '');
	return { root, said, install, asked };
}

const installs = `echo '{"packages":{"node_modules/zod":{"version":"4.6.7"}}}' > node_modules/.package-lock.json`;

test('a fresh clone is installed once, and said to be', async () => {
	const { install, asked, said } = await clone(installs);
	expect(await install()).toBeNull();
	expect(said).toEqual(['Packages: nothing is installed yet', 'Installed 1 packages']);
	expect(await install()).toBeNull();
	expect(await asked()).toBe('ci --include=dev\n');
});

test('an installation that fails is shown with what npm said', async () => {
	const { install } = await clone('echo "npm error ETARGET" >&2; exit 1');
	expect(await install()).toBe('npm error ETARGET\n\nnpm ci failed (1). Its output is above.');
});

test('what npm says while all goes well is not shown', async () => {
	const { install, said } = await clone(`echo "npm warn deprecated"; ${installs}`);
	await install();
	expect(said.join()).not.toContain('deprecated');
});

test('the npm that runs us installs, not another one on PATH', async () => {
	const { install, asked, root } = await clone('exit 1');
	const own = join(root, 'npm-cli.js');
	await writeFile(own, `require('node:fs').writeFileSync(${JSON.stringify(join(root, 'own'))}, process.argv[2])`);
	expect(await install({ npm_execpath: own })).toBeNull();
	expect(await readFile(join(root, 'own'), 'utf8')).toBe('ci');
	expect(await asked()).toBe('');
});

test('without a lockfile there is nothing to go by', async () => {
	const { install, root } = await clone(installs);
	await rm(join(root, 'package-lock.json'));
	expect(await install()).toContain('is the clone complete?');
});
