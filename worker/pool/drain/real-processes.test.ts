import { expect, onTestFinished, test, vi } from 'vitest';
import { memoryLog } from '../../testing.ts';
import { type Child, type ChildEnd, watchChildren } from '../children.ts';
import { makeJobEnds } from '../job-ends.ts';
import { makeProcesses, type Processes } from '../processes.ts';
import { startPool } from '../testing.ts';
import { drain } from './drain.ts';

const PATIENCE = { timeout: 40_000, interval: 20 };

/** A worker's pool, its watch included, as `main.ts` puts it together. */
async function openPool(idle: number) {
	const { log, lines } = memoryLog();
	const ends: (ChildEnd & { readonly pid: number })[] = [];
	const lost: string[] = [];
	const jobEnds = makeJobEnds(async ({ jobId, code, signal }) => {
		lost.push(`${jobId} ${code ?? signal}`);
		return { outcome: 'ok', body: {} };
	}, log);
	const kinds: string[] = [];
	/** One that hangs lives on after a test that fails. */
	const onEnd: (() => void)[] = [];
	onTestFinished(() => {
		for (const end of onEnd) end();
	});
	let processes: Processes | null = null;
	onTestFinished(
		watchChildren({
			onChild(child: Child) {
				kinds.push(child.kind);
				onEnd.push(() => child.signal('SIGKILL'));
				if (child.kind !== 'job') return;
				processes?.watch(child);
				void child.ended.then((seen) => {
					const end = processes?.withJob(child, seen) ?? seen;
					ends.push({ ...end, pid: child.pid });
					jobEnds.ended(end);
				});
			},
			onUnstarted() {},
		}),
	);
	const started = await startPool({ idle, log });
	const { server, pool } = started;
	const removed: number[] = [];
	const made = makeProcesses({ pool, now: () => performance.now(), onRemoved: (pid) => removed.push(pid) });
	processes = made;
	const cut: string[] = [];
	const states = () => made.all().map(({ state, job }) => `${state}${job === null ? '' : ` ${job.room}`}`);
	return {
		...{ ...started, ends, lost, removed, cut, states, lines, kinds },
		processes: made,
		serving: (count: number) =>
			vi.waitUntil(() => states().filter((one) => one.startsWith('serving')).length === count, PATIENCE),
		drain: (callsMs: number) =>
			drain({
				...{ server, pool, processes: made, jobEnds, log, callsMs },
				arriving: () => 0,
				onCut: (job) => cut.push(job?.room ?? ''),
				now: () => performance.now(),
				times: { cutMs: 3_000, leaveMs: 2_000, endMs: 500, reportsMs: 500 },
			}),
		steps: () => lines.flatMap(({ event, step }) => (event === 'drain' ? [step] : [])),
	};
}

test('calls go on until they end, however many replacements are being made, and nobody is cut', async () => {
	const { warm, launch, drain: stop, serving, ends, cut, lost, steps, states, kinds } = await openPool(2);
	await warm(2);
	await Promise.all([launch('quits 1'), launch('quits 2')]);
	await serving(2);
	expect(states().length).toBeGreaterThanOrEqual(2);
	await stop(60_000);
	expect(cut).toEqual([]);
	expect(lost.sort()).toEqual(['AJ_1 0', 'AJ_2 0']);
	expect(steps().slice(0, 2)).toEqual(['retire', 'calls']);
	expect(steps().slice(-2)).toEqual(['close', 'over']);
	// agents' own model for the ends of turns, which costs as much as two calls, is not started.
	expect(new Set(kinds)).toEqual(new Set(['job']));
	// Nothing is made anew, and nothing is left.
	expect(states()).toEqual([]);
	expect(ends.filter(({ served }) => served !== null)).toHaveLength(2);
}, 90_000);

test('at the deadline each call is told, and ended when it does not hear', async () => {
	const { warm, launch, drain: stop, serving, cut, lost, steps } = await openPool(2);
	await warm(2);
	await Promise.all([launch('obeys'), launch('deaf')]);
	await serving(2);
	await stop(300);
	expect(cut.sort()).toEqual(['deaf', 'obeys']);
	expect(lost.sort()).toEqual(['AJ_1 0', 'AJ_2 SIGKILL']);
	expect(steps()).toEqual(['retire', 'calls', 'cut', 'leaving', 'kill', 'ends', 'close', 'over']);
}, 90_000);

test('a process that hangs as it leaves is not waited for as a call is', async () => {
	const { warm, launch, drain: stop, lost, cut, states } = await openPool(1);
	await warm(1);
	await launch('hangs');
	await vi.waitUntil(() => states().includes('leaving hangs'), PATIENCE);
	const began = performance.now();
	await stop(60_000);
	expect(performance.now() - began).toBeLessThan(15_000);
	expect([lost, cut]).toEqual([['AJ_1 SIGKILL'], []]);
}, 90_000);

test('a process that warms up holds up nobody', async () => {
	vi.stubEnv('TEST_PREWARM', 'never');
	onTestFinished(() => void vi.unstubAllEnvs());
	const { drain: stop, states } = await openPool(1);
	await vi.waitUntil(() => states().join() === 'warming', PATIENCE);
	const began = performance.now();
	await stop(60_000);
	expect(performance.now() - began).toBeLessThan(8_000);
	expect(states()).toEqual([]);
}, 90_000);

test('a warm process that dies is replaced, and gets no job', async () => {
	const { warm, pool, launch, removed, ends, serving, lost } = await openPool(1);
	await warm(1);
	const [first] = pool.warmedProcQueue.items;
	const dead = first?.proc.proc?.pid ?? 0;
	process.kill(dead, 'SIGKILL');
	await vi.waitUntil(() => removed.length > 0, PATIENCE);
	expect(removed).toEqual([dead]);
	await launch('deaf');
	await serving(1);
	expect(ends).toMatchObject([{ pid: dead, signal: 'SIGKILL', served: null }]);
	expect(lost).toEqual([]);
}, 90_000);

test('a job that was given to a process that had just died is reported lost at once', async () => {
	const { warm, pool, launch, removed, lost } = await openPool(1);
	await warm(1);
	const [first] = pool.warmedProcQueue.items;
	process.kill(first?.proc.proc?.pid ?? 0, 'SIGKILL');
	await launch('deaf');
	await vi.waitUntil(() => lost.length > 0, PATIENCE);
	expect([lost, removed]).toEqual([['AJ_1 SIGKILL'], []]);
	// Another one is made.
	await warm(1);
}, 90_000);
