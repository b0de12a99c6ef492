import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Command } from '../processes/process-group.ts';
import { runVitest } from './vitest-suite.ts';

vi.setConfig({ testTimeout: 60_000 });

/** What the inner run says of its failures is not meant for the reader of this one. */
const quiet = { env: { PATH: process.env['PATH'] }, output: () => {} };

/** A repository with these test files and the real vitest. */
async function repository(files: Readonly<Record<string, string>>): Promise<string> {
	const root = await mkdtemp(join(tmpdir(), 'greenroom-suite-'));
	onTestFinished(() => rm(root, { recursive: true }));
	await symlink(join(import.meta.dirname, '../../node_modules'), join(root, 'node_modules'));
	await writeFile(join(root, 'package.json'), '{"type":"module"}');
	await writeFile(join(root, 'vitest.config.mjs'), `export default { test: { name: 'some' } };`);
	await mkdir(join(root, 'src'));
	for (const [name, body] of Object.entries(files))
		await writeFile(join(root, 'src', name), `import { test, expect } from 'vitest';\n${body}`);
	return root;
}

test('a real run is counted: passed, failed, skipped, and a file that does not load', async () => {
	const root = await repository({
		'a.test.js': `test('one', () => {}); test('two', () => { expect(1).toBe(2); }); test.skip('three', () => {});`,
		'b.test.js': `import './no-such-file.js'; test('four', () => {});`,
	});
	const signal = new AbortController().signal;
	expect(await runVitest(['some'], [], { root, signal, ...quiet })).toEqual({ passed: 1, failed: 2, skipped: 1 });
	expect(await runVitest(['some'], ['a.test.js', '-t', 'one'], { root, signal, ...quiet })).toMatchObject({
		passed: 1,
		failed: 0,
	});
});

test('a run goes on where it is put', async () => {
	const root = await repository({ 'a.test.js': `test('one', () => expect(process.env.PLACE).toBe('elsewhere'));` });
	const around = { root, signal: new AbortController().signal, ...quiet };
	const elsewhere = (command: Command) => ({ ...command, env: { ...command.env, PLACE: 'elsewhere' } });
	expect(await runVitest(['some'], [], { ...around, within: elsewhere })).toMatchObject({ passed: 1, failed: 0 });
	expect(await runVitest(['some'], [], around)).toMatchObject({ passed: 0, failed: 1 });
});

test.each(['before vitest has started', 'in the middle'])(
	'a stop %s ends the run',
	async (when) => {
		const root = await repository({
			'a.test.js': `console.log('running'); test('for ever', () => new Promise(() => {}));`,
		});
		const asked = new AbortController();
		const stop = () => asked.abort(new Error('asked to stop'));
		const output = (line: string) => {
			if (line.includes('running')) stop();
		};
		const running = runVitest(['some'], ['--testTimeout=0'], { root, signal: asked.signal, ...quiet, output });
		if (when !== 'in the middle') setImmediate(stop);
		await expect(running).rejects.toThrow('asked to stop');
	},
	30_000,
);
