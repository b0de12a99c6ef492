/**
 * Somebody returns within the grace: they are given the same room. And no room is closed for want of people while somebody
 * is there, has left a moment ago, or is on the way.
 *
 * @module
 */
import type { Of } from '../../trace.ts';
import { keyOf } from '../names.ts';
import { closedAt } from '../timeline/saves.ts';
import type { Stay, Timeline } from '../timeline/timeline.ts';
import type { Rule, Violation } from '../violation.ts';

const RULE = 'somebody returns';
const ARRIVAL_MS = 30_000;
/** What an agent has missed of a call before it was in the room, or of its news. */
const EARLY_MS = 2_000;
/** A look that is not older is believed. */
const LOOK_MS = 2_500;
/** The room must be closed before the server closes it by itself. */
const MARGIN_MS = 2_000;

export const returnsInGrace: Rule = (timeline) => [...otherRooms(timeline), ...earlyCloses(timeline)];

function otherRooms(timeline: Timeline): readonly Violation[] {
	const { of, settings } = timeline;
	if (settings.isFresh) return [];
	const tokens = of('token');
	return tokens.flatMap((token, i): readonly Violation[] => {
		const { at, from, conversation, room, page } = token;
		const before = tokens.slice(0, i).findLast((one) => one.conversation === conversation);
		if (before === undefined || before.room === room || wasEnded(timeline, before.room, before.at, token)) return [];
		if (graceLeft(timeline, before.room, from) <= EARLY_MS) return [];
		return [{ rule: RULE, at, what: `${page} is given ${room}, and ${before.room} was open` }];
	});
}

/** By somebody, or by the loss of what is known of it; by LiveKit, before the token was asked for. */
function wasEnded({ of }: Timeline, room: string, since: number, token: Of<'token'>): boolean {
	const { conversation } = keyOf(room);
	return (
		of('hung_up').some((one) => one.room === room && one.at <= token.at) ||
		of('forgotten').some((one) => one.conversation === conversation && one.at >= since && one.at <= token.at) ||
		of('store_lost').some(({ at }) => at >= since && at <= token.at) ||
		of('room_finished').some((one) => one.room === room && one.at <= token.from)
	);
}

/** For how long somebody may still return, of those whom the API has heard of. Nothing while the room does not live. */
function graceLeft({ lives, stays, settings, knowledge }: Timeline, room: string, at: number): number {
	const life = lives(room).find((one) => one.from <= at && at < one.to);
	if (life === undefined) return 0;
	// An agent of a fresh room closes with its person.
	const grace = settings.isFresh ? 0 : Math.min(settings.graceMs, life.departureMs - MARGIN_MS);
	const humans = stays(room).filter((stay) => stay.who === 'human' && knowledge.ofBeing(room, stay.sid) <= at);
	return Math.max(0, ...humans.map(({ to }) => to + grace - at));
}

function earlyCloses(timeline: Timeline): readonly Violation[] {
	const { rooms, saves, stays, of, settings, knowledge } = timeline;
	const isOld = LOOK_MS + settings.slackMs;
	return rooms.flatMap((room): readonly Violation[] => {
		const { conversation, generation } = keyOf(room);
		const closing = closedAt(saves(conversation), generation);
		const closed = closing?.record.closed.find((one) => one.generation === generation);
		if (closing === undefined || closed?.reason !== 'grace_expired') return [];
		const { at } = closing;
		const humans = stays(room).filter(({ who }) => who === 'human');
		// A page that waits for its token does not wait for a look at LiveKit: of whom nobody has heard, nobody knows then.
		const isByToken = closing.record.room.askedAt === closed.at;
		const isSeen = ({ sid }: Stay) => !isByToken || knowledge.ofBeing(room, sid) < at;
		const there = humans.find((stay) => stay.from < at - isOld && at < stay.to && isSeen(stay));
		if (there !== undefined) return [{ rule: RULE, at, what: `${room} was closed, and ${there.sid} is there` }];
		const left = graceLeft(timeline, room, at);
		if (left > EARLY_MS && humans.every((stay) => stay.from < at - isOld))
			return [{ rule: RULE, at, what: `${room} was closed ${left} ms before the end of its grace` }];
		const asked = of('token').find((token) => token.room === room && token.at < at && at < token.from + ARRIVAL_MS);
		const came = humans.some(({ sid }) => knowledge.ofBeing(room, sid) >= (asked?.at ?? 0));
		if (asked === undefined || came) return [];
		return [{ rule: RULE, at, what: `${room} was closed, and ${asked.page} is on the way` }];
	});
}
