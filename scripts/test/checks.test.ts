import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runChecks } from './checks.ts';

vi.setConfig({ testTimeout: 30_000 });

/** Programs in a node_modules of their own: one that is content, one that is not, one that takes notes. */
async function programs() {
	const root = await mkdtemp(join(tmpdir(), 'greenroom-checks-'));
	onTestFinished(() => rm(root, { recursive: true }));
	await mkdir(join(root, 'node_modules'));
	const write = (name: string, code: string) => writeFile(join(root, 'node_modules', name), code);
	await write('content.js', `console.log('all is well')`);
	await write('unhappy.js', `for (let i = 0; i < 60; i++) console.log('line', i); process.exit(2)`);
	const said: string[] = [];
	const around = {
		root,
		env: {},
		progress: { say: (line: string) => void said.push(line), step: () => ({ update() {}, end() {}, done() {} }) },
		signal: new AbortController().signal,
	};
	return { said, around };
}

test('each check counts once, however many programs it has', async () => {
	const { around } = await programs();
	const wanted = [
		{ name: 'types', programs: [['content.js'], ['content.js'], ['content.js']] },
		{ name: 'lint', programs: [['content.js'], ['unhappy.js'], ['unhappy.js']] },
	];
	expect(await runChecks(wanted, around)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('all that a failed program said is shown, and nothing of the others', async () => {
	const { around, said } = await programs();
	await runChecks([{ name: 'lint', programs: [['content.js'], ['unhappy.js']] }], around);
	const text = said.join('\n');
	expect(text).toMatch(/^lint +FAILED, \d+\.\d s\nline 0\nline 1\n/);
	expect(text).toContain('line 59\nunhappy.js: exit code 2');
	expect(text).not.toContain('all is well');
});

test('a program that is not there is a failure', async () => {
	const { around } = await programs();
	expect(await runChecks([{ name: 'lint', programs: [['no-such.js']] }], around)).toMatchObject({ failed: 1 });
});
