/**
 * Whether there is an agent in the room, and what it does: a fold over scans of the room, never over events. People in
 * a join response emit no events, and a full reconnect reports everybody gone (livekit-client 2.23, `Room.ts`,
 * `handleRestarting`), so counting joins and leaves shows agents that are not there and misses those that are.
 *
 * @module
 */
import type { Listens } from '../../../functions/protocol/call.ts';

const activities = ['initializing', 'listening', 'thinking', 'speaking', 'idle'] as const;
export type Activity = (typeof activities)[number];

/** An agent in one scan of the room. */
export interface AgentSeen {
	readonly sid: string;
	/** Names the job: the same after a server restart, which gives everybody a new sid. */
	readonly identity: string;
	/** Its `lk.agent.state`, whatever it says. */
	readonly state: string | undefined;
	readonly listens: Listens;
	/** Milliseconds since the epoch, in whole seconds. */
	readonly joinedAt: number;
}

/** One scan of the room. */
export interface RoomSeen {
	/** The room is connected: only then does a missing agent mean that it is gone. */
	readonly connected: boolean;
	readonly agents: readonly AgentSeen[];
}

/** In a room without an agent. Times are milliseconds since the epoch. */
export interface Missing {
	/** `late`: none has come, longer than usual. `lost`: the one that was there has gone. */
	readonly agent: 'waiting' | 'late' | 'lost';
	readonly since: number;
	/** Identity of the one that was there; `null`: none has come yet. */
	readonly former: string | null;
}

export type Presence =
	/** Not in a room. */
	| { readonly agent: 'absent' }
	| Missing
	| {
			readonly agent: Activity;
			readonly sid: string;
			readonly identity: string;
			readonly listens: Listens;
			/** When it took the place of another one; `null`: it has not, or that is no news any more. */
			readonly replacedAt: number | null;
	  };

export const ABSENT: Presence = { agent: 'absent' };

/** How long an agent takes to come before the page says that this is longer than usual. Milliseconds. */
export const LATE_AFTER = 4_000;
/** How long an agent is gone before the page says so: one that reconnects is away for less. */
export const LOST_AFTER = 1_000;
/** How long it is news that another agent has taken over. */
export const REPLACED_FOR = 15_000;

const isActivity = (state: string | undefined): state is Activity => activities.some((activity) => activity === state);

export const isMissing = (presence: Presence): presence is Missing => 'former' in presence;

/** A dead agent stays listed for 20 s beside the one that took its place: the newest counts. */
export function newest(agents: readonly AgentSeen[]): AgentSeen | undefined {
	return agents.reduce<AgentSeen | undefined>(
		(best, agent) => (best === undefined || agent.joinedAt >= best.joinedAt ? agent : best),
		undefined,
	);
}

/** Identity of the agent that is there, or was there last. */
function identityIn(presence: Presence): string | null {
	if ('identity' in presence) return presence.identity;
	return isMissing(presence) ? presence.former : null;
}

function replacedAt(before: Presence, { identity }: AgentSeen, now: number): number | null {
	const former = identityIn(before);
	if (former !== null && former !== identity) return now;
	const at = 'replacedAt' in before ? before.replacedAt : null;
	return at !== null && now - at < REPLACED_FOR ? at : null;
}

const missing = (since: number, former: string | null, now: number): Missing => {
	const [limit, then] = former === null ? ([LATE_AFTER, 'late'] as const) : ([LOST_AFTER, 'lost'] as const);
	return { agent: now - since >= limit ? then : 'waiting', since, former };
};

/** The presence after a scan. Any agent that is seen clears every failure. */
export function presenceAfter(before: Presence, seen: RoomSeen, now: number): Presence {
	if (!seen.connected) return before;
	const agent = newest(seen.agents);
	if (agent !== undefined) {
		const { sid, identity, listens, state } = agent;
		const activity = isActivity(state) ? state : 'initializing';
		return { agent: activity, sid, identity, listens, replacedAt: replacedAt(before, agent, now) };
	}
	return isMissing(before) ? missing(before.since, before.former, now) : missing(now, identityIn(before), now);
}

/** When to scan again although nothing happens; `null`: never. Milliseconds since the epoch. */
export function scanAgainAt(presence: Presence): number | null {
	if (presence.agent === 'waiting') return presence.since + (presence.former === null ? LATE_AFTER : LOST_AFTER);
	const at = 'replacedAt' in presence ? presence.replacedAt : null;
	return at === null ? null : at + REPLACED_FOR;
}

/** The sid of the agent that is there, `null` when there is none. */
export const agentSid = (presence: Presence): string | null => ('sid' in presence ? presence.sid : null);
