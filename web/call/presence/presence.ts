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

export type Presence =
	/** Not in a room. */
	| { readonly agent: 'absent' }
	/** In a room without an agent; `goneSince` when there was one. */
	| { readonly agent: 'waiting'; readonly goneSince: number | null }
	/** There was an agent, and none took its place. */
	| { readonly agent: 'lost' }
	| { readonly agent: Activity; readonly sid: string; readonly listens: Listens };

export const ABSENT: Presence = { agent: 'absent' };

/** How long an agent may be gone before the page says that it is lost. Milliseconds. */
export const LOST_AFTER = 4_000;

const isActivity = (state: string | undefined): state is Activity => activities.some((activity) => activity === state);

/** A dead agent stays listed for 20 s beside the one that took its place: the newest counts. */
function newest(agents: readonly AgentSeen[]): AgentSeen | undefined {
	return agents.reduce<AgentSeen | undefined>(
		(best, agent) => (best === undefined || agent.joinedAt >= best.joinedAt ? agent : best),
		undefined,
	);
}

/** The presence after a scan. Any agent that is seen clears every failure. */
export function presenceAfter(before: Presence, seen: RoomSeen, now: number): Presence {
	if (!seen.connected) return before;
	const agent = newest(seen.agents);
	if (agent !== undefined) {
		const activity = isActivity(agent.state) ? agent.state : 'initializing';
		return { agent: activity, sid: agent.sid, listens: agent.listens };
	}
	switch (before.agent) {
		case 'absent':
			return { agent: 'waiting', goneSince: null };
		case 'lost':
			return before;
		case 'waiting':
			return before.goneSince !== null && now - before.goneSince >= LOST_AFTER ? { agent: 'lost' } : before;
		default:
			return { agent: 'waiting', goneSince: now };
	}
}

/** When to scan again although nothing happens; `null`: never. Milliseconds since the epoch. */
export const scanAgainAt = (presence: Presence): number | null =>
	presence.agent === 'waiting' && presence.goneSince !== null ? presence.goneSince + LOST_AFTER : null;

/** The sid of the agent that is there, `null` when there is none. */
export const agentSid = (presence: Presence): string | null => ('sid' in presence ? presence.sid : null);
