import { describe, expect, it } from 'vitest';
import { ask } from './asking.ts';
import type { Facts } from './facts.ts';
import { makePolicy } from './policy.ts';
import {
	asked,
	at,
	claimed,
	finished,
	generation,
	human,
	joined,
	left,
	nothingSaid,
	policy,
	seen,
	unopened,
} from './testing.ts';

const again = (facts: Facts, seconds: number, asking = {}) =>
	ask(facts, { ...nothingSaid, ...asking }, at(seconds), policy);
const talking = seen(claimed(asked, 'a', 0), joined(human(), 1));
const alone = seen(talking, left(human(), 100));

describe('who asks for a token', () => {
	it('gets the room of the conversation, at once and after a reload', () => {
		expect(asked).toMatchObject({ generation: unopened.generation, room: { askedAt: at(0) } });
		const reloaded = again(talking, 50);
		expect(reloaded).toMatchObject({ generation, room: { askedAt: at(50) } });
		expect(reloaded.room.claim).toEqual(talking.room.claim);
	});

	it('gets the same room within the grace, and the next one after it', () => {
		expect(again(alone, 159).generation).toBe(generation);
		const next = again(alone, 160);
		expect(next).toMatchObject({ generation: generation + 1, room: { claim: null, people: {} } });
		expect(next.closed).toMatchObject([{ generation, reason: 'grace_expired', deletedAt: null }]);
	});

	it('gets the next room after the server has finished this one', () => {
		expect(again(seen(talking, finished(40)), 41).generation).toBe(generation + 1);
	});

	it('gets the same room when the same request is sent again, however late', () => {
		const first = again(alone, 159, { requestId: 'r' });
		expect(again(first, 300, { requestId: 'r' })).toMatchObject({ generation, room: { askedAt: at(300) } });
		expect(again(first, 300, { requestId: 'other' }).generation).toBe(generation + 1);
	});

	it('is known by their timezone, until they say another one', () => {
		const berlin = again(asked, 1, { timezone: 'Europe/Berlin' });
		expect(again(berlin, 2).timezone).toBe('Europe/Berlin');
		expect(again(berlin, 2, { timezone: 'Asia/Tokyo' }).timezone).toBe('Asia/Tokyo');
	});

	it('chooses the agent with the first token of a room', () => {
		const sales = again(unopened, 0, { agent: 'sales' });
		expect(again(sales, 1, { agent: 'support' }).room.agent).toBe('sales');
		expect(again(seen(sales, finished(2)), 40, { agent: 'support' }).room.agent).toBe('support');
	});
});

describe('where each call is a room of its own', () => {
	const fresh = makePolicy({ graceSeconds: 60, lifecycle: 'fresh' });
	const load = (facts: Facts, seconds: number, asking = {}) =>
		ask(facts, { ...nothingSaid, ...asking }, at(seconds), fresh);

	it('a page that was loaded gets the next room', () => {
		expect(load(unopened, 0).generation).toBe(generation);
		const next = load(talking, 50);
		expect(next.generation).toBe(generation + 1);
		expect(next.closed).toMatchObject([{ generation, reason: 'fresh_start' }]);
		expect(load(asked, 1).generation).toBe(generation + 1);
	});

	it('the same request, sent again, gets the same room', () => {
		const first = load(unopened, 0, { requestId: 'r' });
		expect(load(first, 1, { requestId: 'r' }).generation).toBe(generation);
	});

	it('a page that has lost its room gets it back', () => {
		expect(load(talking, 50, { returnsTo: generation }).generation).toBe(generation);
		expect(load(talking, 50, { returnsTo: generation - 1 }).generation).toBe(generation + 1);
	});
});
