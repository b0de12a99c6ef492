/**
 * What the agent of a room tells: as which participant it is there, whom it sees, its state in the conversation, the end
 * of the call. Refused from everybody but the agent of the room.
 *
 * @module
 */
import type { FileInfo } from '../protocol/files.ts';
import { isAwaited } from './arrival.ts';
import { asWriter, type Writer } from './claims.ts';
import { close } from './closing.ts';
import { isGraceOver } from './ending.ts';
import { adoptedFacts, type Facts, type RoomFacts } from './facts.ts';
import { type FilingOutcome, keepFile } from './files.ts';
import { type Observation, observe } from './observe.ts';
import type { Policy } from './policy.ts';

/** A participant as the agent sees them. `roomSid` null: it does not say in which life of the room. */
interface Seen {
	readonly sid: string;
	readonly identity: string;
	readonly roomSid: string | null;
}

export type Written =
	/** The agent is in the room. */
	| ({ readonly what: 'joined' } & Seen)
	| { readonly what: 'people'; readonly people: readonly (Seen & { readonly present: boolean })[] }
	| { readonly what: 'state'; readonly todo: readonly string[] | null; readonly timezone: string | null }
	| {
			readonly what: 'end';
			readonly reason: 'grace_expired' | 'agent_failed' | 'said_goodbye' | 'call_limit' | 'silence';
	  }
	/** The visitor has given a file; its bytes are there, or are to be brought. */
	| { readonly what: 'file'; readonly file: FileInfo & { readonly uploaded: boolean } }
	/** What was said; it stands beside the record, which is only to be there. */
	| { readonly what: 'turns' };

export interface Writing {
	readonly writer: Writer;
	readonly written: Written;
}

export type WriteOutcome =
	| 'bound'
	| 'observed'
	| 'kept'
	| 'closed'
	| 'already_closed'
	/** Somebody is there, on their way, or may still come back: an agent that sees nobody must not end the call. */
	| 'awaited'
	| FilingOutcome
	/** Another agent serves the room, or nobody shall. */
	| 'stale_epoch';

interface Wrote {
	readonly facts: Facts | null;
	readonly answer: WriteOutcome;
}

export function write({ writer, written }: Writing, stored: Facts | null, now: number, policy: Policy): Wrote {
	const { generation } = writer;
	// A record that the store has lost is begun anew by its agent.
	const facts = asWriter(stored ?? adoptedFacts(now, generation), writer, now);
	if (facts !== null) return take(facts, writer, written, now, policy);
	const isClosed = stored !== null && generation < stored.generation;
	return { facts: stored, answer: isClosed && written.what === 'end' ? 'already_closed' : 'stale_epoch' };
}

function take(facts: Facts, { generation }: Writer, written: Written, now: number, policy: Policy): Wrote {
	const seen = ({ sid, identity, roomSid }: Seen, kind: 'human' | 'agent') => ({
		generation,
		at: now,
		life: null,
		person: { sid, identity, kind, room: roomSid, at: now },
	});
	switch (written.what) {
		case 'joined':
			return { facts: observe(facts, { kind: 'joined', ...seen(written, 'agent') }), answer: 'bound' };
		case 'people': {
			const observations = written.people.map((one): Observation => {
				const { person, ...rest } = seen(one, 'human');
				return one.present
					? { kind: 'joined', ...rest, person }
					: { kind: 'left', ...rest, person: { ...person, why: 'left' } };
			});
			return { facts: observations.reduce<Facts | null>(observe, facts), answer: 'observed' };
		}
		case 'state': {
			const { todo, timezone } = written;
			return { facts: { ...facts, todo: todo ?? facts.todo, timezone: timezone ?? facts.timezone }, answer: 'kept' };
		}
		case 'end': {
			const { reason } = written;
			if (reason === 'grace_expired' && !mayEnd(facts.room, now, policy)) return { facts, answer: 'awaited' };
			return { facts: close(facts, generation, reason, now).facts, answer: 'closed' };
		}
		case 'file':
			return keepFile(facts, written.file, now);
		case 'turns':
			return { facts, answer: 'kept' };
	}
}

/** Does the record say as well that nobody has come back? */
const mayEnd = (room: RoomFacts, now: number, policy: Policy): boolean =>
	!isAwaited(room, now, policy) && isGraceOver(room, now, policy);
