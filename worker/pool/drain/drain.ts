/**
 * The end of a worker, step by step (see the plan). agents' own `drain` is called for what it tells LiveKit, and not
 * waited for: of 1.9 it rejects while calls go on, or waits for 10 s for a process that warms up.
 *
 * @module
 */
import type { AgentServer } from '@livekit/agents';
import type { ServedJob } from '../../job-notice.ts';
import { type Log, nameOf } from '../../log.ts';
import { within } from '../../within.ts';
import { type AgentsPool, makeNoMore } from '../agents-pool.ts';
import type { JobEnds } from '../job-ends.ts';
import type { JobProcess, Processes } from '../processes.ts';
import { closingMs, type DrainAct, type DrainFacts, type DrainProgress, type DrainTimes, nextStep } from './plan.ts';

export interface DrainOptions {
	readonly server: Pick<AgentServer, 'drain' | 'close'>;
	readonly pool: AgentsPool;
	readonly processes: Processes;
	/** Jobs that were taken and have no process yet. */
	readonly arriving: () => number;
	readonly jobEnds: Pick<JobEnds, 'waiting'>;
	/** A call that does not end by itself. */
	readonly onCut: (job: ServedJob | null) => void;
	/** Milliseconds of a clock that only goes on. */
	readonly now: () => number;
	readonly log: Log;
	/** From the beginning until calls are cut. */
	readonly callsMs: number;
	readonly times?: Omit<DrainTimes, 'callsMs'>;
}

/** A sentence takes 3 s, saving what was said 3 s at most, and leaving the room half a second. */
const TIMES: Omit<DrainTimes, 'callsMs'> = { cutMs: 10_000, leaveMs: 8_000, endMs: 1_000, reportsMs: 2_000 };
const CLOSE_WITHIN_MS = 2_000;
const LOOK_EVERY_MS = 50;

/** What a worker needs to end after its calls were cut. */
export const CLOSING_MS = closingMs(TIMES, CLOSE_WITHIN_MS);

/** Resolves when the process can end. */
export async function drain(options: DrainOptions): Promise<void> {
	const { now, log, callsMs, times = TIMES } = options;
	let progress: DrainProgress = { began: now(), done: {} };
	let last = '';
	for (;;) {
		const facts = factsOf(options);
		const next = nextStep(facts, progress, now(), { ...times, callsMs });
		if (next.step !== last) {
			const { arriving, calls, leaving, processes } = facts;
			log({ level: 'info', event: 'drain', step: next.step, arriving, calls, leaving, processes });
			last = next.step;
		}
		if (next.step === 'over') return;
		if ('until' in next) {
			await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
			continue;
		}
		await acts[next.step](options);
		progress = { ...progress, done: { ...progress.done, [next.step]: now() } };
	}
}

function factsOf({ processes, arriving, jobEnds }: DrainOptions): DrainFacts {
	const all = processes.all();
	const count = (state: JobProcess['state']) => all.filter((one) => one.state === state).length;
	const leaves = all.flatMap(({ leavesSince }) => (leavesSince === null ? [] : [leavesSince]));
	return {
		arriving: arriving(),
		calls: count('serving'),
		leaving: count('leaving'),
		leftAt: leaves.length === 0 ? null : Math.max(...leaves),
		processes: all.length,
		reports: jobEnds.waiting(),
	};
}

const acts: Readonly<Record<DrainAct, (options: DrainOptions) => void | Promise<void>>> = {
	retire({ server, pool, callsMs, log }) {
		makeNoMore(pool);
		// What it tells LiveKit, and idle processes, is done when it returns.
		server
			.drain(callsMs)
			.catch((error: unknown) => log({ level: 'info', event: 'agents_drain_failed', error: nameOf(error) }));
	},
	cut({ processes, log, onCut }) {
		for (const { child, state, job } of processes.all()) {
			if (state !== 'serving') continue;
			log({ level: 'warn', event: 'call_cut', job: job?.jobId });
			onCut(job);
			child.cut();
		}
	},
	kill({ processes }) {
		for (const { child } of processes.all()) child.signal('SIGKILL');
	},
	async close({ server }) {
		// It waits for an assignment that never comes, and for the pause between two attempts to reach LiveKit.
		await within(CLOSE_WITHIN_MS, server.close());
	},
};
