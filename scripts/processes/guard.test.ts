import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { groupLives } from './group-lives.ts';
import { startGuard } from './guard.ts';

vi.setConfig({ testTimeout: 30_000 });

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** A supervisor with two groups of which it has released one, as a process that can be killed. */
const SUPERVISOR = `
	import { startGuard } from ${JSON.stringify(here('./guard.ts'))};
	import { startGroup } from ${JSON.stringify(here('./process-group.ts'))};
	const guard = startGuard();
	const command = { command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'], cwd: '/', env: {} };
	const watched = startGroup(command, () => {}).pid;
	const released = startGroup(command, () => {}).pid;
	guard.watch(watched);
	guard.watch(released);
	guard.release(released);
	console.log(JSON.stringify({ watched, released }));
`;

test('what a killed supervisor leaves behind is killed, but for what it had released', async () => {
	const supervisor = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', SUPERVISOR], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const [line] = await once(createInterface({ input: supervisor.stdout }), 'line');
	const { watched, released } = JSON.parse(String(line));
	onTestFinished(() => void process.kill(-released, 'SIGKILL'));
	expect(groupLives(watched)).toBe(true);

	supervisor.kill('SIGKILL');

	await vi.waitFor(() => expect(groupLives(watched)).toBe(false), 20_000);
	expect(groupLives(released)).toBe(true);
});

test('a guard with nothing to guard ends without a trace', async () => {
	const guard = startGuard();
	guard.watch(1_000_000_000);
	guard.release(1_000_000_000);
	await guard.close();
	await guard.close();
});
