import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

const enter = fileURLToPath(new URL('enter.mjs', import.meta.url));

/** Runs a command whose `main` is this. */
function run(main: string) {
	const entry = `data:text/javascript,${encodeURIComponent(`export const main = ${main};`)}`;
	const code = `import { enter } from ${JSON.stringify(enter)}; await enter(new URL(${JSON.stringify(entry)}));`;
	return spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: ['ignore', 'pipe', 'inherit'] });
}

test('what a command has said is read to its end, although it says more than a pipe holds', async () => {
	const bytes = 2_000_000;
	const child = run(`async () => { process.stdout.write('x'.repeat(${bytes})); return 3; }`);
	const ended = new Promise((resolve) => child.on('close', resolve));
	expect(await text(child.stdout)).toHaveLength(bytes);
	expect(await ended).toBe(3);
});

test('a command whose reader has gone ends, and has not failed for that', async () => {
	const child = run(`async () => { process.stdout.write('x'.repeat(2_000_000)); return 0; }`);
	const ended = new Promise((resolve) => child.on('exit', resolve));
	child.stdout.destroy();
	expect(await ended).toBe(0);
});
