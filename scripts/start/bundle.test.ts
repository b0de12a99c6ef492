import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { runCommand } from '../processes/run-command.ts';
import { bundle, mainFile, watchBundle } from './bundle.ts';

vi.setConfig({ testTimeout: 30_000 });

let root = '';
const write = async (file: string, text: string) => {
	await mkdir(dirname(join(root, file)), { recursive: true });
	// At once: a watch that reads between truncating and writing sees a file that is empty, and right.
	await writeFile(join(root, 'next'), text);
	await rename(join(root, 'next'), join(root, file));
};

beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'greenroom-bundle-'));
	onTestFinished(() => rm(root, { recursive: true }));
	await write('functions/shared.ts', `export const word: string = 'shared';`);
	await write('functions/entry/node.ts', `import { word } from '../shared.ts'; console.log('api', word);`);
	await write(
		'worker/main.ts',
		`import { word } from '../functions/shared.ts'; import { own } from 'a-package';
		console.log('worker', word, own, new URL('./job/main.mjs', import.meta.url).pathname);`,
	);
	await write('worker/job/main.ts', 'export default 1;');
	await write('worker/voice/offline/flite/thread.ts', 'export {};');
	await write('node_modules/a-package/package.json', '{"name":"a-package","type":"module","exports":"./index.js"}');
	await write('node_modules/a-package/index.js', `export const own = 'package';`);
});

const run = async (name: 'api' | 'worker') => {
	const command = { command: process.execPath, args: [mainFile(root, name)], cwd: root, env: {} };
	return (await runCommand(command)).tail.join('\n');
};

test('both programs run, their packages stay where they are, and their other files lie beside them', async () => {
	await bundle(root, ['api', 'worker']);
	expect(await run('api')).toBe('api shared');
	const job = join(root, 'node_modules/.cache/greenroom/worker/job/main.mjs');
	expect(await run('worker')).toBe(`worker shared package ${job}`);
	expect((await import(job)).default).toBe(1);
});

test('a file that did not change is not touched, so that a running program can be read at any time', async () => {
	await bundle(root, ['worker']);
	const main = mainFile(root, 'worker');
	const job = join(dirname(main), 'job/main.mjs');
	const before = [await stat(main), await stat(job)];
	await write('worker/job/main.ts', 'export default 2;');
	await bundle(root, ['worker']);
	expect((await stat(main)).ino).toBe(before[0]?.ino);
	expect((await stat(job)).ino).not.toBe(before[1]?.ino);
	expect((await readdir(dirname(job))).sort()).toEqual(['main.mjs', 'main.mjs.map']);
});

test('what is wrong is said with its place', async () => {
	await write('worker/main.ts', `\nimport './no-such-file.ts';`);
	await expect(bundle(root, ['worker'])).rejects.toThrow(/worker\/main\.ts:2:\d+: ERROR: Could not resolve/);
});

test('a watched program is told of a change of its own sources only, and of an error', async () => {
	await bundle(root, ['api']);
	const told: string[] = [];
	const end = await watchBundle(root, 'api', {
		change: () => told.push('change'),
		error: (messages) => told.push(messages),
	});
	onTestFinished(end);
	await write('worker/main.ts', 'export {};');
	await write('functions/shared.ts', 'syntax error');
	await vi.waitFor(() => expect(told).toHaveLength(1), { timeout: 20_000 });
	expect(told[0]).toMatch(/^functions\/shared\.ts:1: /);
	await write('functions/shared.ts', `export const word = 'new';`);
	await vi.waitFor(() => expect(told).toHaveLength(2), { timeout: 20_000 });
	expect(told[1]).toBe('change');
	expect(await readFile(mainFile(root, 'api'), 'utf8')).toContain('new');
});
