import { describe, expect, it } from 'vitest';
import { close } from './closing.ts';
import type { Closed, CloseReason } from './facts.ts';
import { asked, at, generation, policy } from './testing.ts';
import { CLOSED_KEPT, deleted, endOf, firstDeletion, nextDeletion, sighted, withClosed } from './tombstones.ts';

const tombstone: Closed = { generation, at: at(0), reason: 'hung_up', deletedAt: null };
const closed = close(asked, generation, 'hung_up', at(0)).facts;

describe('a closed room', () => {
	it('is deleted at once, after 3 s and after 20 s', () => {
		const next = (deletedAt: number | null) => nextDeletion({ ...tombstone, deletedAt }, policy);
		expect(next(null)).toBe(at(0));
		expect(next(at(0))).toBe(at(3));
		expect(next(at(2.9))).toBe(at(3));
		expect(next(at(4))).toBe(at(20));
		expect(next(at(20))).toBeNull();
	});

	it('is deleted once for all the times that were missed', () => {
		expect(nextDeletion({ ...tombstone, deletedAt: at(60) }, policy)).toBeNull();
	});

	it('that was seen to live is deleted again, as often', () => {
		const gone = deleted(closed, generation, at(25));
		expect(firstDeletion(gone, policy)).toBeNull();
		const back = sighted(gone, generation, at(100));
		expect(firstDeletion(back, policy)).toBe(at(100));
		expect(firstDeletion(deleted(back, generation, at(100)), policy)).toBe(at(103));
	});

	it('keeps the reason for which it was closed', () => {
		expect(sighted(closed, generation, at(100)).closed).toMatchObject([{ reason: 'hung_up', at: at(100) }]);
	});

	it('is not deleted again for news that is older', () => {
		const back = sighted(closed, generation, at(100));
		expect(sighted(back, generation, at(99))).toBe(back);
		expect(deleted(deleted(back, generation, at(101)), generation, at(99)).closed[0]?.deletedAt).toBe(at(101));
	});

	it('is one below the current generation, whether it is remembered or not', () => {
		expect(sighted(closed, generation - 7, at(5)).closed).toMatchObject([
			{ generation: generation - 7, at: at(5), reason: 'superseded', deletedAt: null },
			{ generation },
		]);
		expect(sighted(closed, generation + 1, at(5))).toBe(closed);
		expect(deleted(closed, generation - 7, at(5))).toBe(closed);
	});

	it('that lives again is remembered before those that have been quiet', () => {
		const many = Array.from({ length: CLOSED_KEPT }, (_, later) => later + 1);
		const full = many.reduce(
			(facts, later) => withClosed(facts, { ...tombstone, generation: generation + later, at: at(later) }),
			{ ...asked, generation: generation + 99 },
		);
		const kept = sighted(full, generation, at(60)).closed;
		expect(kept.map((one) => one.generation - generation)).toEqual([0, ...many.slice(1)]);
	});
});

describe('what ended a call', () => {
	const endBy = (reason: CloseReason) => endOf(close(asked, generation, reason, at(0)).facts, generation);

	it('is why its room was closed', () => {
		expect(endBy('hung_up')).toBe('hung_up');
		expect(endOf(closed, generation - 7)).toBe('superseded');
	});

	it('is nothing while it goes on: in this room, or in another one after the server went down', () => {
		expect(endOf(closed, generation + 1)).toBeNull();
		expect(endBy('server_gone')).toBeNull();
	});
});

it('the same sighting, told again, changes nothing', () => {
	const back = sighted(closed, generation, at(100));
	expect(sighted(back, generation, at(100))).toBe(back);
});
