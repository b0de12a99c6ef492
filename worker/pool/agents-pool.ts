/**
 * The pool of job processes within agents (1.9, `ipc/proc_pool.ts`): what agents' server does not tell of it, and what
 * it does not do. Everything that Greenroom knows of that is in this file, and a release of agents that is built
 * otherwise is refused at start.
 *
 * @module
 */
import type { ChildProcess } from 'node:child_process';
import type { AgentServer } from '@livekit/agents';

/** agents' end of one job process. */
export interface Executor {
	/** Absent: it has not been forked. */
	readonly proc?: Pick<ChildProcess, 'pid' | 'connected' | 'send'> | undefined;
	/** The job that it was given; a process serves one. */
	readonly runningJob?:
		| { readonly job: { readonly id: string; readonly room?: { readonly name: string } } }
		| undefined;
}

interface Warmed {
	readonly proc: Executor;
	/** Lets the pool make another one in its place. */
	readonly unlock: () => void;
}

interface LaunchedJob {
	readonly job: { readonly id: string; readonly room?: { readonly name: string }; readonly [field: string]: unknown };
	readonly [field: string]: unknown;
}

export interface AgentsPool {
	readonly executors: readonly Executor[];
	/** Warm ones that wait for a job, the next one first. */
	readonly warmedProcQueue: { readonly items: Warmed[]; get(): Promise<Warmed> };
	readonly controller: Pick<AbortController, 'abort'>;
	closed: boolean;
	launchJob(info: LaunchedJob): Promise<void>;
}

interface PoolModule {
	readonly ProcPool: { readonly prototype: object };
}
/** Not among agents' exports. */
const { ProcPool }: PoolModule = await import(
	new URL('./ipc/proc_pool.js', import.meta.resolve('@livekit/agents')).href
);

/** @throws Error when agents is another one than this was written for */
export function poolOf(server: Pick<AgentServer, 'activeJobs'>): AgentsPool {
	let found: unknown;
	const own = Object.getOwnPropertyDescriptor(ProcPool.prototype, 'processes');
	if (own === undefined) throw notOurs();
	// The server keeps its pool to itself; asked for its jobs, it reads the pool's processes.
	Object.defineProperty(ProcPool.prototype, 'processes', {
		configurable: true,
		get(this: unknown) {
			found = this;
			return [];
		},
	});
	void server.activeJobs;
	Object.defineProperty(ProcPool.prototype, 'processes', own);
	if (!isPool(found)) throw notOurs();
	return found;
}

const notOurs = () => new Error('the pool of this release of @livekit/agents is not the one of 1.9');

function isPool(found: unknown): found is AgentsPool {
	if (typeof found !== 'object' || found === null) return false;
	const { executors, warmedProcQueue, controller, closed, launchJob } = found as Partial<AgentsPool>;
	return (
		Array.isArray(executors) &&
		Array.isArray(warmedProcQueue?.items) &&
		typeof warmedProcQueue.get === 'function' &&
		controller instanceof AbortController &&
		typeof closed === 'boolean' &&
		typeof launchJob === 'function'
	);
}

export const executorOf = ({ executors }: AgentsPool, pid: number): Executor | undefined =>
	executors.find(({ proc }) => proc?.pid === pid);

/**
 * Takes a process that has died out of the queue, and has it replaced: agents leaves it there, and gives it the next job
 * (agents-js#2321).
 *
 * @returns whether it was there
 */
export function removeDead({ warmedProcQueue: { items } }: AgentsPool, dead: Executor): boolean {
	const place = items.findIndex(({ proc }) => proc === dead);
	const [entry] = place === -1 ? [] : items.splice(place, 1);
	entry?.unlock();
	return entry !== undefined;
}

/** No more processes are made. Those that are there go on. */
export function makeNoMore(pool: AgentsPool): void {
	pool.closed = true;
	pool.controller.abort();
}

/** What becomes of a job once LiveKit has assigned it. */
export interface Launches {
	/** It waits for a process. */
	assigned(jobId: string): void;
	/** Nobody waits for it any more. Asked of jobs that had to wait, when it is their turn. */
	isClosed(room: string): Promise<boolean>;
	/** It gets no process, as its room is closed. */
	dropped(jobId: string): void;
	/** A process has it, or it gets none. */
	launched(jobId: string): void;
}

/** From now on jobs get their processes one after the other, in the order in which they were assigned. */
export function watchLaunches(pool: AgentsPool, { assigned, isClosed, dropped, launched }: Launches): void {
	const { launchJob, warmedProcQueue: warm } = pool;
	let inLine = 0;
	let last: Promise<unknown> = Promise.resolve();

	async function launch(info: LaunchedJob, hasWaited: boolean): Promise<void> {
		do {
			// It stays in the queue: there it is noticed when it dies.
			if (warm.items.length === 0) warm.items.unshift(await warm.get());
			if (hasWaited && (await isClosed(info.job.room?.name ?? ''))) return dropped(info.job.id);
		} while (warm.items.length === 0);
		await launchJob.call(pool, info);
	}
	pool.launchJob = async (info) => {
		const hasWaited = inLine > 0 || warm.items.length === 0;
		assigned(info.job.id);
		inLine += 1;
		const launching = last.then(() => launch(info, hasWaited));
		last = launching.catch(() => {});
		try {
			await launching;
		} finally {
			inLine -= 1;
			launched(info.job.id);
		}
	};
}
