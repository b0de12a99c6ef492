/**
 * A Greenroom in which something is to be killed: its callers, and whoever looks at it meanwhile.
 *
 * @module
 */
import { eventually } from '../eventually.ts';
import { type Greenroom, isAlive, type RoomView, readLogs, viewRooms } from '../greenroom.ts';
import { type Caller, makeCaller } from './caller.ts';
import { type Lookout, startLookout } from './lookout.ts';
import type { Part } from './parts.ts';
import type { Witnessed } from './record.ts';
import type { Visitor } from './visitor.ts';

/** A job that has begun to serve, and the process that does. */
export interface Serving {
	readonly job: string;
	readonly pid: number;
	/** Of its caller. */
	readonly trace: string;
}

/** What the judgement needs of a caller. */
export interface Called extends Witnessed, Pick<Caller, 'trace' | 'rooms' | 'room' | 'hangUp' | 'leave'> {
	readonly visitor: Pick<Visitor, 'turns'>;
}

export interface Trial {
	readonly greenroom: Greenroom;
	readonly view: RoomView;
	readonly lookout: Lookout;
	/** All that were here. */
	readonly callers: readonly Called[];
	/** Somebody calls without {@link newCaller}. */
	counts(called: Called): void;
	newCaller(): Promise<Caller>;
	/** Begins a call as soon as a process is warm for it; one call after the other. */
	begin(caller: Pick<Caller, 'call'>): Promise<void>;
	/** From now on its jobs are of this Greenroom as well. */
	alsoWorks(worker: Part): void;
	/** Every job of this Greenroom, the ended ones included. */
	served(): Promise<readonly Serving[]>;
	/** Identity of the one agent in a room, by LiveKit. */
	agentIn(room: string | null): Promise<string>;
	/** The process that serves a caller. */
	processOf(caller: Pick<Called, 'room'>): Promise<number>;
	stop(): Promise<void>;
}

/** Two seconds on a machine that does nothing else. */
const WARM_WITHIN_MS = 60_000;
const SAYS_SO_WITHIN_MS = 10_000;

export function openTrial(greenroom: Greenroom): Trial {
	const view = viewRooms(greenroom);
	const lookout = startLookout(view);
	const callers: Called[] = [];
	const workers: Part[] = [];
	const log = readLogs(greenroom);

	async function served(): Promise<readonly Serving[]> {
		const lines = [
			...(await log.events('worker', 'job_served')),
			...workers.flatMap((worker) => worker.events('job_served')),
		];
		return lines.map(({ job, pid, trace }) => ({ job: String(job), pid: Number(pid), trace: String(trace) }));
	}
	/** What agents has ready. It makes one process at a time, and a call that waits for one is dispatched anew after 10 s. */
	async function warmProcesses(): Promise<readonly number[]> {
		const taken = new Set((await served()).map(({ pid }) => pid));
		const warm = (await log.events('worker', 'job_process_warm')).map(({ pid }) => Number(pid));
		return warm.filter((pid) => !taken.has(pid) && isAlive(pid));
	}
	let begun: Promise<void> = Promise.resolve();
	async function beginAfter(former: Promise<void>, caller: Pick<Caller, 'call'>): Promise<void> {
		await former.catch(() => {});
		await eventually('a warm process', warmProcesses, ({ length }) => length > 0, WARM_WITHIN_MS);
		await caller.call();
	}
	async function agentIn(room: string | null): Promise<string> {
		const [agent, ...others] = await view.agents(room ?? '');
		if (agent === undefined || others.length > 0)
			throw new Error(`${agent === undefined ? 0 : others.length + 1} agents`);
		return agent.identity;
	}
	return {
		greenroom,
		view,
		lookout,
		callers,
		served,
		agentIn,
		async newCaller() {
			const caller = await makeCaller(greenroom.apiUrl);
			callers.push(caller);
			return caller;
		},
		counts: (called) => void callers.push(called),
		begin(caller) {
			begun = beginAfter(begun, caller);
			return begun;
		},
		alsoWorks: (worker) => void workers.push(worker),
		async processOf(caller) {
			const identity = await agentIn(caller.room());
			// It is in its room before it says so.
			const its = async () => (await served()).find(({ job }) => identity === `agent-${job}`)?.pid ?? null;
			const pid = await eventually(`the process of ${identity}`, its, (one) => one !== null, SAYS_SO_WITHIN_MS);
			if (pid === null) throw new Error(`no process is known to serve as ${identity}`);
			return pid;
		},
		async stop() {
			await lookout.stop();
			await Promise.all(callers.map((caller) => caller.leave()));
			await Promise.all(workers.map((worker) => worker.end()));
			await greenroom.stop();
		},
	};
}
