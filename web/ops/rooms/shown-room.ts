/**
 * What is shown of a room: from what is known of it, and the time. Pure.
 *
 * @module
 */
import type { Phase } from '../../../functions/protocol/conversation.ts';
import type { AgentView, Orphan, PersonView } from '../../../functions/protocol/operator.ts';
import { sayCount, sayDuration, sayMoment } from '../words/duration.ts';
import { phaseWords } from '../words/room-words.ts';
import type { HeldRoom } from './book.ts';

export interface ShownPerson extends PersonView {
	/** Which side alone has them; null: both, or the other one has not said. */
	readonly only: 'store' | 'livekit' | null;
}

/** What LiveKit says: it has not said; it lists no such room; it lists it, with people who were looked at or were not. */
export type ShownListing =
	| { readonly listing: 'unknown' | 'absent' }
	| {
			readonly listing: 'present';
			readonly sid: string;
			readonly age: string;
			/** Whether it is known who is there. */
			readonly isLooked: boolean;
	  };

export interface ShownRoom {
	readonly name: string;
	/** Without what all rooms of a stage have in common. */
	readonly short: string;
	/** Null: by the store there is no such room, or its record could not be read. */
	readonly phase: Phase | null;
	readonly phaseWords: string;
	/** What happens next, and when: it counts down. */
	readonly next: string;
	/** It should have happened. */
	readonly isOverdue: boolean;
	readonly people: readonly ShownPerson[];
	readonly peopleWords: string;
	readonly agent: AgentView | null;
	readonly agentWords: string;
	readonly listing: ShownListing;
	readonly orphan: Orphan | null;
	/** Store and LiveKit do not say the same. */
	readonly differs: boolean;
	readonly trace: string | null;
	readonly age: string;
}

/** Who was there when LiveKit was asked longer ago than this, may have gone. */
const LOOK_GOOD_FOR_MS = 20_000;
/** A deadline that has passed for so long: nobody sweeps. */
const OVERDUE_AFTER_MS = 60_000;

export function shownRoom({ view, at, looked }: HeldRoom, now: number): ShownRoom {
	const { name, stored, listed, orphan } = view;
	const seen = listed && looked?.sid === listed.sid && now < looked.at + LOOK_GOOD_FOR_MS ? looked.people : null;
	const people = peopleOf(stored?.people ?? null, listed === null ? [] : seen);
	const agent = stored?.agent ?? null;
	const { next, isOverdue } = nextOf(stored, now);
	return {
		name,
		short: name.split('.').slice(2).join('.') || name,
		phase: stored?.phase ?? null,
		phaseWords: stored === null ? (view.unread ? 'Not readable' : 'Not in the store') : phaseWords[stored.phase],
		next,
		isOverdue,
		people,
		peopleWords: countPeople(people),
		agent,
		agentWords: agentOf(agent, now - at, stored === null),
		listing: listingOf(listed, now, seen !== null),
		orphan,
		differs: (listed === null && (stored?.people.length ?? 0) > 0) || people.some(({ only }) => only !== null),
		trace: stored?.trace ?? null,
		age: listed ? sayDuration(now - listed.createdAt) : '',
	};
}

const KINDS: readonly PersonView['kind'][] = ['human', 'agent', 'other'];

/** A sid never returns, so both sides mean the same person by it. */
function peopleOf(stored: readonly PersonView[] | null, listed: readonly PersonView[] | null): readonly ShownPerson[] {
	const has = (people: readonly PersonView[] | null, sid: string) => people?.some((one) => one.sid === sid) === true;
	const everybody = [...(stored ?? []), ...(listed ?? []).filter(({ sid }) => !has(stored, sid))];
	return everybody
		.map((person): ShownPerson => {
			if (stored === null || listed === null) return { ...person, only: null };
			return { ...person, only: !has(listed, person.sid) ? 'store' : !has(stored, person.sid) ? 'livekit' : null };
		})
		.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

function countPeople(people: readonly ShownPerson[]): string {
	const of = (kind: PersonView['kind']) => people.filter((person) => person.kind === kind).length;
	const [humans, others] = [of('human'), of('other')];
	const said = humans === 0 ? 'Nobody' : sayCount(humans, 'person', 'people');
	return others === 0 ? said : `${said}, ${others} other`;
}

const agentOf = (agent: AgentView | null, sinceMs: number, isUnknown: boolean): string => {
	if (agent === null) return isUnknown ? '' : 'No agent';
	return `${agent.state === 'pending' ? 'Connecting' : agent.state === 'gone' ? 'Gone' : 'Agent'} · epoch ${agent.epoch} · ${sayDuration(agent.ageMs + sinceMs)}`;
};

function nextOf(stored: HeldRoom['view']['stored'], now: number): Pick<ShownRoom, 'next' | 'isOverdue'> {
	if (stored === null) return { next: '', isOverdue: false };
	const { graceEnds, deadline } = stored;
	if (graceEnds !== null)
		return {
			next: graceEnds > now ? `Closes ${sayMoment(graceEnds, now)}` : `Grace over ${sayDuration(now - graceEnds)} ago`,
			isOverdue: now > graceEnds + OVERDUE_AFTER_MS,
		};
	if (deadline === undefined) return { next: 'Looked at later', isOverdue: false };
	if (deadline === null) return { next: 'No deadline', isOverdue: true };
	return {
		next: deadline >= now ? `Looked at ${sayMoment(deadline, now)}` : `Due ${sayMoment(deadline, now)}`,
		isOverdue: now > deadline + OVERDUE_AFTER_MS,
	};
}

function listingOf(listed: HeldRoom['view']['listed'], now: number, isLooked: boolean): ShownListing {
	if (listed === undefined) return { listing: 'unknown' };
	if (listed === null) return { listing: 'absent' };
	return { listing: 'present', sid: listed.sid, age: sayDuration(now - listed.createdAt), isLooked };
}
