import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRoom, present, type RoomFacts } from './facts.ts';
import { joined, left } from './people.ts';

type Event = { readonly what: 'joined' | 'left'; readonly sid: string; readonly at: number };

const apply = (room: RoomFacts, { what, sid, at }: Event): RoomFacts =>
	(what === 'joined' ? joined : left)(room, { sid, identity: 'human-x', kind: 'human', at });

const events = fc.array(
	fc.record({
		what: fc.constantFrom('joined' as const, 'left' as const),
		sid: fc.constantFrom('PA_1', 'PA_2', 'PA_3'),
		at: fc.integer({ min: 0, max: 100 }),
	}),
	{ maxLength: 12 },
);

describe('people', () => {
	it('are the same in whatever order they were seen, and however often', () => {
		const shuffled = events.chain((list) =>
			fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })),
		);
		fc.assert(
			fc.property(shuffled, ([straight, mixed]) => {
				expect(mixed.reduce(apply, emptyRoom).people).toEqual(straight.reduce(apply, emptyRoom).people);
			}),
		);
	});

	it('do not come back under a sid that left: a late joined changes nothing', () => {
		const room = [
			{ what: 'left', sid: 'PA_1', at: 5 },
			{ what: 'joined', sid: 'PA_1', at: 3 },
		].reduce((facts, event) => apply(facts, event as Event), emptyRoom);
		expect(present(room, 'human')).toEqual([]);
	});

	it('return after a refresh under a new sid', () => {
		const room = [
			{ what: 'joined', sid: 'PA_1', at: 1 },
			{ what: 'joined', sid: 'PA_2', at: 9 },
			{ what: 'left', sid: 'PA_1', at: 9 },
		].reduce((facts, event) => apply(facts, event as Event), emptyRoom);
		expect(present(room, 'human')).toHaveLength(1);
	});
});
