import { describe, expect, it } from 'vitest';
import { agentNeed, DISPATCHES_KEPT, dispatched, hasGivenUp, isServed, tryAnew } from './dispatching.ts';
import type { RoomFacts } from './facts.ts';
import {
	agent,
	asked,
	at,
	claimed,
	human,
	jobLost,
	joined,
	left,
	life,
	looked,
	policy,
	room,
	seen,
	started,
} from './testing.ts';

const need = (facts: RoomFacts, seconds: number) => agentNeed(facts, at(seconds), policy);
/** The token's own dispatch is over. */
const waiting = room(started(0), joined(human(), 0));
const dispatchedAt = (facts: RoomFacts, ...seconds: number[]) =>
	seconds.reduce((known, second) => dispatched(known, at(second)), facts);

describe('an agent', () => {
	it('is not needed where no human is: it would bring a closed room back to life', () => {
		expect(need(room(), 60)).toEqual({ need: 'none' });
		expect(need(room(joined(human(), 0), left(human(), 30)), 60)).toEqual({ need: 'none' });
		expect(need(room(joined(agent('a'), 0)), 60)).toEqual({ need: 'none' });
	});

	it('is brought by the join that created the room, unless that came to nothing', () => {
		const until = at(10);
		// The server's clock says when; if it is ahead, ours does.
		const early = room(joined(human(), 0, { ...life(), createdAt: at(3600) }));
		expect(need(early, 5)).toEqual({ need: 'wait', until, why: 'dispatch_young' });
		expect(need(early, 10)).toEqual({ need: 'dispatch', attempt: 1 });
	});

	it('is not needed while a claim is pending', () => {
		const facts = claimed(seen(asked, joined(human(), 0)), 'a', 20).room;
		expect(need(facts, 34)).toEqual({ need: 'wait', until: at(35), why: 'claim_pending' });
		expect(need(facts, 35)).toEqual({ need: 'dispatch', attempt: 1 });
	});

	it('is not needed while one serves', () => {
		const facts = seen(claimed(seen(asked, joined(human(), 0)), 'a', 1), joined(agent('a'), 2)).room;
		expect(need(facts, 3600)).toEqual({ need: 'none' });
		expect(isServed(facts, at(3600), policy)).toBe(true);
	});

	it('that the record has lost serves, too', () => {
		expect(need(room(joined(human(), 0), joined(agent('a'), 1)), 60)).toEqual({ need: 'none' });
	});

	it('beside a claim that died does not serve', () => {
		const died = seen(claimed(asked, 'a', 0), jobLost('a', 1), joined(human(), 0), joined(agent('b'), 2)).room;
		expect(isServed(died, at(20), policy)).toBe(false);
	});

	it('that died is replaced at once: its dispatch was answered', () => {
		const served = seen(claimed(seen(asked, joined(human(), 0)), 'a', 1), joined(agent('a'), 2));
		expect(need(seen(served, jobLost('a', 5)).room, 5)).toEqual({ need: 'dispatch', attempt: 1 });
		expect(need(seen(served, left(agent('a'), 5)).room, 5)).toEqual({ need: 'dispatch', attempt: 1 });
		expect(need(seen(served, looked(5, [human()])).room, 6)).toEqual({ need: 'dispatch', attempt: 1 });
	});

	it('is waited for after a dispatch of ours, then asked for again', () => {
		expect(need(waiting, 20)).toEqual({ need: 'dispatch', attempt: 1 });
		const once = dispatchedAt(waiting, 20);
		expect(need(once, 29)).toEqual({ need: 'wait', until: at(30), why: 'dispatch_young' });
		expect(need(once, 30)).toEqual({ need: 'dispatch', attempt: 2 });
		expect(need(dispatchedAt(once, 30), 40)).toEqual({ need: 'dispatch', attempt: 3 });
	});

	it('that dies again and again is asked for with growing pauses', () => {
		const crashing = seen(claimed(seen(asked, joined(human(), 0)), 'a', 21), jobLost('a', 21)).room;
		expect(need(dispatchedAt(crashing, 20.5), 21)).toEqual({ need: 'wait', until: at(21.5), why: 'pause' });
		expect(need(dispatchedAt(crashing, 15, 20.5), 22)).toEqual({ need: 'wait', until: at(24.5), why: 'pause' });
	});

	it('is unavailable after several dispatches that came to nothing, until the first is long past', () => {
		const tried = dispatchedAt(waiting, 20, 30, 40);
		expect(need(tried, 50)).toEqual({ need: 'unavailable', until: at(80) });
		expect(need(tried, 80)).toEqual({ need: 'dispatch', attempt: 3 });
	});

	it('is asked for at once when a worker has come, or the person asks to try again', () => {
		expect(need(tryAnew(dispatchedAt(waiting, 20, 30, 40), at(50)), 50)).toEqual({ need: 'dispatch', attempt: 1 });
		expect(need(tryAnew(waiting, at(2)), 2)).toEqual({ need: 'dispatch', attempt: 1 });
	});
});

describe('giving up', () => {
	it('is done once for all that was tried, and again after a further try', () => {
		const tried = dispatchedAt(waiting, 20, 30, 40);
		expect(hasGivenUp(tried)).toBe(false);
		const given = { ...tried, gaveUpAt: at(50) };
		expect(hasGivenUp(given)).toBe(true);
		expect(hasGivenUp(dispatchedAt(given, 80))).toBe(false);
	});
});

describe('what was tried', () => {
	it('is counted from the last new beginning', () => {
		const anew = tryAnew(waiting, at(5));
		expect(tryAnew(anew, at(4))).toBe(anew);
		expect(tryAnew(anew, at(5))).toBe(anew);
		expect(tryAnew(anew, at(6)).triesFrom).toBe(at(6));
	});

	it('is kept in order, and not for ever', () => {
		const seconds = Array.from({ length: DISPATCHES_KEPT + 2 }, (_, second) => second);
		const { dispatches } = dispatchedAt(waiting, ...seconds.reverse());
		expect(dispatches).toHaveLength(DISPATCHES_KEPT);
		expect(dispatches[0]).toBe(at(2));
	});
});

it('a dispatch is answered by a claim of the same moment: when that dies, nothing is waited for', () => {
	const answered = claimed(seen(asked, joined(human(), 0)), 'a', 20);
	const died = seen(answered, jobLost('a', 21)).room;
	expect(need(dispatchedAt(died, 20), 21)).toEqual({ need: 'dispatch', attempt: 2 });
	expect(need(dispatchedAt(died, 20.001), 21)).toMatchObject({ need: 'wait', why: 'dispatch_young' });
});

it('a dispatch that is young is not waited for any more when a worker has come since', () => {
	const young = dispatchedAt(waiting, 20);
	expect(need(young, 26)).toMatchObject({ need: 'wait', why: 'dispatch_young' });
	expect(need(tryAnew(young, at(25)), 26)).toEqual({ need: 'dispatch', attempt: 1 });
});
