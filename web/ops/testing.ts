/**
 * Answers of the operator's doors, and a place to poll from, for tests of the page.
 *
 * @module
 */
import type {
	AgentsResponse,
	AgentView,
	PersonView,
	RoomsResponse,
	RoomView,
	StatsResponse,
	WorkerView,
} from '../../functions/protocol/operator.ts';
import type { Surroundings } from './poll/poll.ts';

export const AT = 1_795_000_000_000;

/** In the order of their numbers, below 90 000. */
export const roomName = (n: number): string => `greenroom.test.v_visitor_${10_000 + n}.1794000000`;

export const human = (n = 1): PersonView => ({ sid: `PA_human_${n}`, identity: `human-v_visitor_${n}`, kind: 'human' });
export const agent = (n = 1): PersonView => ({ sid: `PA_agent_${n}`, identity: `agent-AJ_${n}`, kind: 'agent' });

export const agentView = (over: Partial<AgentView> = {}): AgentView => ({
	...{ room: roomName(1), jobId: 'AJ_1', agentName: 'greenroom-test', epoch: 1 },
	...{ state: 'bound', ageMs: 5_000, worker: 'w1', ...over },
});

type Stored = NonNullable<RoomView['stored']>;

export const stored = (over: Partial<Stored> = {}): Stored => ({
	...{ phase: 'active', people: [human(), agent()], agent: agentView() },
	...{ deadline: AT + 300_000, graceEnds: null, trace: null, ...over },
});

export const roomView = (n: number, over: Partial<RoomView> = {}): RoomView => ({
	name: roomName(n),
	stored: stored(),
	listed: { sid: `RM_${n}`, createdAt: AT - 60_000 },
	orphan: null,
	...over,
});

export const looked = (
	n: number,
	people: readonly PersonView[] = [human(), agent()],
): NonNullable<RoomView['listed']> => ({
	...{ sid: `RM_${n}`, createdAt: AT - 60_000 },
	people: [...people],
});

export const roomsAnswer = (rooms: readonly RoomView[], over: Partial<RoomsResponse> = {}): RoomsResponse => ({
	...{ at: AT, livekit: true, truncated: false, rooms: [...rooms], ...over },
});

export const worker = (over: Partial<WorkerView> = {}): WorkerView => ({
	...{ worker: 'w1', agentName: 'greenroom-test', state: 'accepting', active: 3, slots: 8 },
	...{ release: 7, cordoned: false, silentMs: 1_000, ...over },
});

export const poolAnswer = (over: Partial<AgentsResponse> = {}): AgentsResponse => ({
	...{ at: AT, livekit: true, truncated: false, agents: [], workers: [worker()], alerts: [], ...over },
});

export const statsAnswer = (over: Partial<StatsResponse> = {}): StatsResponse => ({
	...{ at: AT, version: '0.1.0', stage: 'test', open: 3 },
	grace: { started: 5, cancelled: 3, expired: 1, meanMs: 12_000 },
	dispatches: { made: 9, retries: 2, unavailable: 1, losses: 1 },
	jobs: { ends: { 'served:exit_0': 3, 'served:SIGKILL': 1, 'idle:SIGTERM': 5 }, crashRate: 0.25 },
	sweeps: { swept: 100, listings: 4, adopted: 1 },
	ledger: { entries: [], reclaimed: 2, agentMinutesSaved: 239 },
	...{ counters: { swept: 100 }, alerts: [], ...over },
});

/** A place whose time is passed by the test. */
export function makePlace() {
	let now = AT;
	let isHidden = false;
	let timers: readonly { readonly at: number; readonly then: () => void }[] = [];
	const listeners = new Set<() => void>();
	const surroundings: Surroundings = {
		now: () => now,
		later(ms, then) {
			const timer = { at: now + ms, then };
			timers = [...timers, timer];
			return () => {
				timers = timers.filter((one) => one !== timer);
			};
		},
		isHidden: () => isHidden,
		onVisibility(tell) {
			listeners.add(tell);
			return () => listeners.delete(tell);
		},
	};
	/** Whatever waits for an answer that is there goes on. */
	const settle = async () => {
		for (let i = 0; i < 20; i++) await Promise.resolve();
	};
	return {
		surroundings,
		settle,
		async pass(ms: number): Promise<void> {
			const end = now + ms;
			await settle();
			for (;;) {
				const [next] = [...timers].sort((a, b) => a.at - b.at);
				if (next === undefined || next.at > end) break;
				timers = timers.filter((one) => one !== next);
				now = Math.max(now, next.at);
				next.then();
				await settle();
			}
			now = end;
		},
		hide(hidden: boolean): void {
			isHidden = hidden;
			for (const tell of listeners) tell();
		},
		/** How many are waited for. */
		timers: () => timers.length,
	};
}
