/**
 * Observations: webhooks, reports and look-ups, in whatever order and number they come. Each is put into the facts by its
 * own small fold; which one came last is not kept.
 *
 * @module
 */
import { lost } from './claims.ts';
import { moveOn } from './closing.ts';
import { adoptedFacts, type Facts, inRoom, type RoomFacts } from './facts.ts';
import { finished, type LifeSeen, lived } from './lives.ts';
import { type LookUp, lookedUp } from './looks.ts';
import { joined, left, type Seen, type SeenLeaving } from './people.ts';
import { sighted } from './tombstones.ts';

export type Observation = { readonly generation: number; readonly at: number } & (
	| { readonly kind: 'room_started' | 'room_finished'; readonly life: LifeSeen }
	| { readonly kind: 'joined'; readonly life: LifeSeen | null; readonly person: Seen }
	| { readonly kind: 'left'; readonly life: LifeSeen | null; readonly person: SeenLeaving }
	| { readonly kind: 'looked_up'; readonly look: LookUp }
	| { readonly kind: 'job_lost'; readonly jobId: string }
);

/** Null in, null out: there is no record, and this observation is no reason to begin one. */
export function observe(stored: Facts | null, seen: Observation): Facts | null {
	const facts = stored ?? (isOfSomebody(seen) ? adoptedFacts(seen.at, seen.generation) : null);
	if (facts === null) return null;
	if (seen.generation < facts.generation) return isAlive(seen) ? sighted(facts, seen.generation, seen.at) : facts;
	if (seen.kind === 'job_lost') return seen.generation === facts.generation ? lost(facts, seen.jobId, seen.at) : facts;
	if (seen.generation > facts.generation && !hasLived(seen)) return facts;
	return inRoom(moveOn(facts, seen.generation, seen.at), (room) => foldRoom(room, seen));
}

function foldRoom(room: RoomFacts, seen: Exclude<Observation, { kind: 'job_lost' }>): RoomFacts {
	switch (seen.kind) {
		case 'room_started':
			return lived(room, seen.life);
		case 'room_finished':
			return finished(room, seen.life);
		case 'joined':
			return joined(seen.life === null ? room : lived(room, seen.life), seen.person);
		case 'left':
			return left(seen.life === null ? room : lived(room, seen.life), seen.person);
		case 'looked_up':
			return lookedUp(room, seen.look);
	}
}

/** A room that the store does not know is not an orphan at once: somebody may be in it, or come back to it. */
const isOfSomebody = (seen: Observation): boolean =>
	seen.kind === 'joined' || (seen.kind === 'looked_up' && seen.look.room !== null);

/** The record is an old one: its name was closed, and that of the later room is not to be used again. */
const hasLived = (seen: Observation): boolean => isAlive(seen) || seen.kind === 'left' || seen.kind === 'room_finished';

const isAlive = (seen: Observation): boolean =>
	seen.kind === 'room_started' || seen.kind === 'joined' || (seen.kind === 'looked_up' && seen.look.room !== null);
