import { expect, onTestFinished, test, vi } from 'vitest';
import { groupLives } from './group-lives.ts';
import { type StopStep, startGroup } from './process-group.ts';

vi.setConfig({ testTimeout: 30_000 });

const politely: StopStep[] = [{ signal: 'SIGTERM', waitMs: 20_000 }];

/** Runs JavaScript in a group of its own; `said` resolves with its next lines. */
function run(code: string) {
	const lines: string[] = [];
	const command = { command: process.execPath, args: ['-e', code], cwd: '/', env: {} };
	const group = startGroup(command, (line) => lines.push(line));
	onTestFinished(() => group.kill());
	const says = (line: string) => vi.waitFor(() => expect(lines).toContain(line), { timeout: 20_000 });
	const { pid } = group;
	if (pid === null) throw new Error('it did not start');
	return { ...group, pid, lines, says };
}

const STAY = 'setInterval(() => {}, 1000)';
/** A child in the same group that outlives its parent and ignores what can be ignored. */
const GRANDCHILD = `
	const { spawn } = require('node:child_process');
	const code = "for (const s of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(s, () => {}); console.log('grandchild'); ${STAY}";
	spawn(process.execPath, ['-e', code], { stdio: 'inherit' });
`;

test('a process that ends when it is asked is not killed', async () => {
	const group = run(
		`process.on('SIGTERM', () => { console.log('bye'); process.exit(7); }); console.log('up'); ${STAY}`,
	);
	await group.says('up');
	await group.end(politely);
	expect(await group.exited).toEqual({ kind: 'code', code: 7 });
	expect(group.lines).toEqual(['up', 'bye']);
	expect(groupLives(group.pid)).toBe(false);
});

test('a process that hangs on TERM is killed after its time', async () => {
	const group = run(`process.on('SIGTERM', () => {}); console.log('up'); ${STAY}`);
	await group.says('up');
	await group.end([
		{ signal: 'SIGTERM', waitMs: 50 },
		{ signal: 'SIGTERM', waitMs: 50 },
	]);
	expect(await group.exited).toEqual({ kind: 'signal', signal: 'SIGKILL' });
});

test('a second TERM is sent to one that wants two', async () => {
	const group = run(
		`let n = 0; process.on('SIGTERM', () => { if (++n === 2) process.exit(0); }); console.log('up'); ${STAY}`,
	);
	await group.says('up');
	await group.end([{ signal: 'SIGTERM', waitMs: 300 }, ...politely]);
	expect(await group.exited).toEqual({ kind: 'code', code: 0 });
});

test('grandchildren that ignore every signal are gone with the group', async () => {
	const group = run(`${GRANDCHILD} process.on('SIGTERM', () => process.exit(0)); ${STAY}`);
	await group.says('grandchild');
	await group.end(politely);
	expect(groupLives(group.pid)).toBe(false);
});

test('orphans of a dead leader are still listed, until the group is ended', async () => {
	const group = run(`${GRANDCHILD} ${STAY}`);
	await group.says('grandchild');
	process.kill(group.pid, 'SIGKILL');
	await group.exited;
	expect(groupLives(group.pid)).toBe(true);
	await group.end([]);
	expect(groupLives(group.pid)).toBe(false);
});

test('kill ends all of them at once', async () => {
	const group = run(`${GRANDCHILD} process.on('SIGTERM', () => {}); ${STAY}`);
	await group.says('grandchild');
	group.kill();
	await vi.waitFor(() => expect(groupLives(group.pid)).toBe(false), 20_000);
});

test('every line is read, also those of the last moment and those without an end', async () => {
	const group = run(`for (let i = 0; i < 2000; i++) console.log(i); process.stdout.write('last')`);
	await group.exited;
	await group.end([]);
	expect(group.lines).toHaveLength(2001);
	expect(group.lines.at(-1)).toBe('last');
});

test('a command that does not exist is an exit with its reason', async () => {
	const group = startGroup({ command: '/does/not/exist', args: [], cwd: '/', env: {} }, () => {});
	expect(group.pid).toBeNull();
	expect(await group.exited).toMatchObject({ kind: 'error', message: expect.stringContaining('ENOENT') });
	await group.end(politely);
});
