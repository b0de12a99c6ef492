/**
 * What has changed from one saved record to the next, for logs and statistics. Each change is in exactly one save, so it
 * is said and counted once.
 *
 * @module
 */
import type { CloseReason, Facts, RoomFacts } from './facts.ts';
import { lastHumanLeft, leaveOf, present } from './people.ts';

export type Transition =
	/** The last human has left. */
	| { readonly kind: 'grace_started' }
	/** Somebody is there again. `ms`: how long nobody was. */
	| { readonly kind: 'grace_cancelled'; readonly ms: number }
	/** The room was closed, because nobody came back. */
	| { readonly kind: 'grace_expired'; readonly ms: number }
	/** The process of the agent has ended, or it has gone by itself, while somebody is there. */
	| { readonly kind: 'agent_lost' }
	/** The store did not know this room. */
	| { readonly kind: 'adopted' };

export function transitions(before: Facts | null, after: Facts, now: number): readonly Transition[] {
	if (before === null) return isAlive(after.room) ? [{ kind: 'adopted' }] : [];
	return [...graceChange(before, after, now), ...agentChange(before, after)];
}

/** Nobody has asked for a token, and yet it is used. */
const isAlive = ({ people, lives, claim }: RoomFacts): boolean =>
	claim !== null || Object.keys({ ...people, ...lives }).length > 0;

/** By our clocks, or by the server's own, which stands behind them. */
const ENDS_OF_GRACE: readonly CloseReason[] = ['grace_expired', 'room_finished'];

function graceChange(before: Facts, after: Facts, now: number): readonly Transition[] {
	const since = desertedSince(before.room);
	if (after.generation !== before.generation) {
		if (since === null) return [];
		const closed = after.closed.find(({ generation }) => generation === before.generation);
		return ENDS_OF_GRACE.some((reason) => reason === closed?.reason)
			? [{ kind: 'grace_expired', ms: now - since }]
			: [];
	}
	const isDeserted = desertedSince(after.room) !== null;
	if (since === null) return isDeserted ? [{ kind: 'grace_started' }] : [];
	return isDeserted ? [] : [{ kind: 'grace_cancelled', ms: now - since }];
}

/** A refresh evicts its own former self, and for a moment nobody seems to be there. */
function desertedSince(room: RoomFacts): number | null {
	const since = lastHumanLeft(room);
	if (since === null) return null;
	const humans = Object.values(room.people).filter(({ kind }) => kind === 'human');
	return humans.some((person) => person.replaced && leaveOf(person, room) === since) ? null : since;
}

function agentChange(before: Facts, after: Facts): readonly Transition[] {
	const [was, is] = [before.room.claim, after.room.claim];
	const isSame = was !== null && after.generation === before.generation && was.jobId === is?.jobId;
	const isLost = isSame && was.lostAt === null && is?.lostAt !== null;
	return isLost && present(after.room, 'human').length > 0 ? [{ kind: 'agent_lost' }] : [];
}
