/**
 * The job processes of this worker: what each is doing, by its own words and by agents' pool.
 *
 * @module
 */
import type { ServedJob } from '../job-notice.ts';
import { type AgentsPool, type Executor, executorOf, removeDead } from './agents-pool.ts';
import type { Child, ChildEnd } from './children.ts';

export interface JobProcess {
	readonly child: Child;
	/** `warming` and `idle`: it has no job. `leaving`: its call is over, and it cleans up. */
	readonly state: 'warming' | 'idle' | 'serving' | 'leaving';
	/** Null: it has none. */
	readonly job: ServedJob | null;
	/** When it began to leave, by the clock of whoever watches. */
	readonly leavesSince: number | null;
}

export interface Processes {
	watch(child: Child): void;
	all(): readonly JobProcess[];
	/** The end of a process, with the job that it was given, were it dead by then. To be asked once it has ended. */
	withJob(child: Child, end: ChildEnd): ChildEnd;
}

export interface ProcessesOptions {
	readonly pool: AgentsPool;
	/** Milliseconds of a clock that only goes on. */
	readonly now: () => number;
	/** A warm process has died and was taken out of the queue. */
	readonly onRemoved: (pid: number) => void;
}

interface Kept {
	readonly child: Child;
	/** agents takes it off its list when the process has ended. */
	readonly executor: Executor | undefined;
	isWarm: boolean;
	served: ServedJob | null;
	leavesSince: number | null;
}

export function makeProcesses({ pool, now, onRemoved }: ProcessesOptions): Processes {
	const kept = new Map<number, Kept>();
	const known = new WeakMap<Child, Kept>();

	return {
		watch(child) {
			const one: Kept = {
				child,
				executor: executorOf(pool, child.pid),
				isWarm: false,
				served: null,
				leavesSince: null,
			};
			kept.set(child.pid, one);
			known.set(child, one);
			child.listen((word) => {
				one.isWarm = true;
				if (word.word === 'serves') one.served = word.job;
				if (word.word === 'leaves') one.leavesSince ??= now();
			});
			void child.ended.then(() => {
				kept.delete(child.pid);
				if (one.executor !== undefined && removeDead(pool, one.executor)) onRemoved(child.pid);
			});
		},
		all: () =>
			[...kept.values()].map((one) => ({
				child: one.child,
				state: stateOf(one),
				job: jobOf(one),
				leavesSince: one.leavesSince,
			})),
		withJob(child, end) {
			const one = known.get(child);
			return one === undefined ? end : { ...end, served: end.served ?? jobOf(one) };
		},
	};
}

function jobOf({ served, executor }: Kept): ServedJob | null {
	if (served !== null) return served;
	const given = executor?.runningJob?.job;
	return given === undefined ? null : { room: given.room?.name ?? '', jobId: given.id };
}

function stateOf(one: Kept): JobProcess['state'] {
	if (one.leavesSince !== null) return 'leaving';
	if (jobOf(one) !== null) return 'serving';
	return one.isWarm ? 'idle' : 'warming';
}
