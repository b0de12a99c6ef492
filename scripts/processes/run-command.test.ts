import { expect, test, vi } from 'vitest';
import { groupLives } from './group-lives.ts';
import { runCommand, sayExit } from './run-command.ts';

vi.setConfig({ testTimeout: 30_000 });

const shell = (script: string) => ({ command: '/bin/sh', args: ['-c', script], cwd: '/', env: {} });

test('a command that succeeds has its lines, each as it came', async () => {
	const lines: string[] = [];
	const finished = await runCommand(shell('echo one; echo two >&2'), { onLine: (line) => lines.push(line) });
	expect(finished.ok).toBe(true);
	expect([...finished.tail].sort()).toEqual(['one', 'two']);
	expect(lines).toEqual(finished.tail);
});

test('a command that fails says how', async () => {
	const { ok, exit } = await runCommand(shell('exit 3'));
	expect(ok).toBe(false);
	expect(sayExit(exit)).toBe('exit code 3');
	expect(sayExit((await runCommand(shell('kill -TERM $$'))).exit)).toBe('killed by SIGTERM');
	expect(sayExit((await runCommand({ ...shell(''), command: '/no/such' })).exit)).toContain('ENOENT');
});

test('only the last lines are kept of a command that talks a lot', async () => {
	const { tail } = await runCommand(shell('i=0; while [ $i -lt 100 ]; do echo $i; i=$((i+1)); done'));
	expect(tail).toHaveLength(40);
	expect(tail.at(-1)).toBe('99');
});

test('an abort kills the command with its children, and throws', async () => {
	const abort = new AbortController();
	let group = 0;
	const running = runCommand(shell('sleep 60 & echo $$; wait'), {
		signal: abort.signal,
		onLine: (line) => {
			group = Number(line);
		},
	});
	await vi.waitFor(() => expect(group).toBeGreaterThan(0), 20_000);
	expect(groupLives(group)).toBe(true);
	abort.abort(new Error('asked to stop'));
	await expect(running).rejects.toThrow('asked to stop');
	expect(groupLives(group)).toBe(false);
});

test('nothing is started after an abort', async () => {
	await expect(runCommand(shell('true'), { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
});
