import { describe, expect, it } from 'vitest';
import { ask } from './asking.ts';
import { beganAt, type End, endOfRoom } from './ending.ts';
import type { RoomFacts } from './facts.ts';
import { makePolicy } from './policy.ts';
import {
	agent,
	asked,
	at,
	finished,
	human,
	joined,
	left,
	life,
	looked,
	nothingSaid,
	policy,
	recorder,
	room,
	seen,
	started,
} from './testing.ts';

const end = (facts: RoomFacts) => endOfRoom(facts, policy);
const expired = (seconds: number): End => ({ at: at(seconds), reason: 'grace_expired' });

describe('a room is over', () => {
	it('not while a human is there', () => {
		expect(end(room(joined(human(), 1)))).toBeNull();
		expect(end(room(joined(human(), 1), left(human(), 2, 'replaced'), joined(human('PA_h2'), 2)))).toBeNull();
	});

	it('not when nobody has ever been in it', () => {
		expect(end(room())).toBeNull();
	});

	it('a grace after the last human has left, whoever else is there', () => {
		const heard = [joined(human(), 1), joined(agent('a'), 1), joined(recorder, 1), left(human(), 100)];
		expect(end(room(...heard))).toEqual(expired(160));
		expect(end(room(joined(human(), 1), looked(99.9, [agent('a')])))).toEqual(expired(160));
	});

	it('before the server closes it by itself', () => {
		const soon = (departureMs: number) => {
			const short = { ...life(), departureMs };
			return end(room(joined(human(), 1, short), left(human(), 100, 'left', short)));
		};
		expect(soon(30_000)).toEqual(expired(128));
		expect(soon(1_000)).toEqual(expired(100));
	});

	it('a grace and half a minute after it began when no human ever came', () => {
		expect(end(room(started(10), joined(agent('a'), 11)))).toEqual(expired(100));
	});

	it('when the server has finished it', () => {
		expect(end(room(joined(human(), 1), finished(100)))).toEqual({ at: at(100), reason: 'room_finished' });
	});

	it('not when an older life of it was finished', () => {
		expect(end(room(started(0), joined(human(), 1, life(2)), finished(100)))).toBeNull();
	});

	it('without having been hung up when the server has put everybody out', () => {
		const gone = { at: at(100), reason: 'server_gone' };
		const heard = [joined(human(), 1), joined(human('PA_h2'), 1), finished(100)];
		const [last, other] = [left(human(), 100, 'server_gone'), left(human('PA_h2'), 50)];
		expect(end(room(...heard, last, other))).toEqual(gone);
		// Who left in the same moment does not matter, whoever was heard of first.
		const alike = left(human('PA_h2'), 100);
		expect(end(room(last, alike, ...heard))).toEqual(gone);
		expect(end(room(alike, last, ...heard))).toEqual(gone);
		expect(end(room(...heard, left(human(), 50, 'server_gone'), alike))?.reason).toBe('room_finished');
	});

	it('not before somebody who asked in time can have come', () => {
		const alone = seen(asked, joined(human(), 1), left(human(), 100));
		const returning = ask(alone, nothingSaid, at(159), policy);
		expect(end(returning.room)).toEqual(expired(189));
		expect(end(seen(returning, finished(160)).room)).toEqual({ at: at(189), reason: 'room_finished' });
	});
});

describe('the longest call', () => {
	const limited = makePolicy({ graceSeconds: 60, maxCallSeconds: 600 });
	const ends = (facts: RoomFacts) => endOfRoom(facts, limited);
	const limit = (seconds: number): End => ({ at: at(seconds), reason: 'call_limit' });

	it('is over a minute after its agent should have ended it, whoever is there', () => {
		expect(ends(room(started(5), joined(human(), 10), joined(agent('a'), 11)))).toEqual(limit(665));
		expect(ends(room(joined(human(), 10)))).toEqual(limit(670));
		expect(end(room(joined(human(), 10)))).toBeNull();
	});

	it('is not made longer by coming back', () => {
		const back = [joined(human(), 10), left(human(), 500), joined(human('PA_h2'), 520)];
		expect(ends(room(started(5), ...back))).toEqual(limit(665));
	});

	it('does not make the grace longer', () => {
		expect(ends(room(started(5), joined(human(), 10), left(human(), 600)))).toEqual(expired(660));
		expect(ends(room(started(5), joined(human(), 10), left(human(), 610)))).toEqual(limit(665));
	});

	it('has begun when anything was first heard of it', () => {
		expect(beganAt(room())).toBeNull();
		expect(beganAt(room(joined(agent('a'), 3), started(2), joined(human(), 10)))).toBe(at(2));
	});
});
