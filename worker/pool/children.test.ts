import { type ChildProcess, fork, spawn } from 'node:child_process';
import { channel } from 'node:diagnostics_channel';
import { EventEmitter } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Child, watchChildren } from './children.ts';

/** What is seen from now on, until the test ends. */
function watch() {
	const seen: Child[] = [];
	const unstarted: string[] = [];
	onTestFinished(watchChildren({ onChild: (child) => seen.push(child), onUnstarted: (kind) => unstarted.push(kind) }));
	return { seen, unstarted };
}

/** Scripts with the names of those that agents forks. */
async function scripts() {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-children-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	const script = async (name: string) => {
		await writeFile(join(folder, name), 'setTimeout(() => process.exit(3), 50)');
		return join(folder, name);
	};
	return { job: await script('job_proc_lazy_main.cjs'), inference: await script('inference_proc_lazy_main.cjs') };
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve));

test('agents’ processes are seen with their kind, their pid and their end; others are not', async () => {
	const { job, inference } = await scripts();
	const { seen } = watch();
	const forked = [fork(job, ['agent.mjs']), fork(inference), spawn(process.execPath, ['-e', ''])];
	await Promise.all(forked.map(ended));
	expect(seen.map(({ kind, pid }) => [kind, pid])).toEqual([
		['job', forked[0]?.pid],
		['inference', forked[1]?.pid],
	]);
	expect(await seen[0]?.ended).toEqual({ code: 3, signal: null, served: null });
});

test('what a process said last is known with its end', async () => {
	const { job } = await scripts();
	const said = { greenroom: 'job_begins', room: 'r', jobId: 'AJ_1' };
	await writeFile(
		job,
		`for (const message of [{ case: 'pongResponse' }, ${JSON.stringify(said)}, null, 'a word']) process.send(message);
		process.kill(process.pid, 'SIGKILL');`,
	);
	const { seen } = watch();
	for (let i = 0; i < 5; i++) await ended(fork(job));
	for (const child of seen)
		expect(await child.ended).toEqual({ code: null, signal: 'SIGKILL', served: { room: 'r', jobId: 'AJ_1' } });
	expect(seen).toHaveLength(5);
});

test('and waited for when Node tells of the end first', async () => {
	const late = Object.assign(new EventEmitter(), { pid: 1, spawnargs: ['job_proc_lazy_main.cjs'], connected: true });
	const { seen } = watch();
	channel('child_process').publish({ process: late });
	await new Promise(setImmediate);
	late.emit('exit', null, 'SIGKILL');
	late.emit('message', { greenroom: 'job_begins', room: 'r', jobId: 'AJ_1' });
	late.emit('disconnect');
	expect(await seen[0]?.ended).toMatchObject({ served: { jobId: 'AJ_1' } });
});

test('nothing is seen any more once the watch has ended', async () => {
	const { job } = await scripts();
	const seen: Child[] = [];
	watchChildren({ onChild: (child) => seen.push(child), onUnstarted: () => {} })();
	await ended(fork(job));
	expect(seen).toEqual([]);
});

test('a process that could not be made is seen as such, and its error ends nobody', async () => {
	const { job } = await scripts();
	const { seen, unstarted } = watch();
	// Nobody else listens to its error.
	fork(job, [], { execPath: '/nowhere/node' });
	spawn('/nowhere/other', []).on('error', () => {});
	await new Promise(setImmediate);
	expect([seen, unstarted]).toEqual([[], ['job']]);
});

test('its words are told as they come, and it can be ended', async () => {
	const { job } = await scripts();
	await writeFile(job, `process.send({ case: 'pongResponse', value: {} }); setInterval(() => {}, 1_000);`);
	const { seen } = watch();
	fork(job);
	await expect.poll(() => seen).toHaveLength(1);
	const [child] = seen;
	await new Promise<void>((resolve) => child?.listen(() => resolve()));
	child?.signal('SIGTERM');
	expect(await child?.ended).toMatchObject({ signal: 'SIGTERM' });
	child?.signal('SIGKILL');
});
