import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decide } from '../decide.ts';
import type { Observation } from '../observe.ts';
import { phase } from '../phase.ts';
import { policy } from '../testing.ts';
import { generation, type History, history } from './histories.ts';
import { fold } from './news.ts';

/** That a closed room lives is no repetition when it is seen again, but news. */
const isOpen = (seen: Observation) => seen.generation === generation;

function heardLater(seen: Observation, late: number): Observation {
	const at = seen.at + late;
	switch (seen.kind) {
		case 'looked_up':
			return seen;
		case 'job_lost':
			return { ...seen, at };
		case 'room_started':
		case 'room_finished':
			return { ...seen, at, life: { ...seen.life, at } };
		case 'joined':
			return { ...seen, at, life: seen.life && { ...seen.life, at }, person: { ...seen.person, at } };
		case 'left':
			return { ...seen, at, life: seen.life && { ...seen.life, at }, person: { ...seen.person, at } };
	}
}

/** Some of it once more, as it was or later. */
function repetitions({ heard, end }: History): fc.Arbitrary<Observation[]> {
	const choice = fc.tuple(fc.nat(), fc.oneof(fc.constant(0), fc.nat(end - (heard[0]?.at ?? end))));
	return fc.array(choice, { maxLength: 12 }).map((choices) =>
		choices.flatMap(([index, late]) => {
			const seen = heard[index % heard.length];
			if (seen === undefined) return [];
			return isOpen(seen) ? heardLater(seen, late) : seen;
		}),
	);
}

const toldTwice = history.chain((told) =>
	repetitions(told).chain((again) => {
		const all = [...told.heard, ...again];
		return fc.record({
			told: fc.constant(told),
			mixed: fc.shuffledSubarray(all, { minLength: all.length }),
			isLooked: fc.boolean(),
			later: fc.oneof(fc.nat(2_000), fc.nat(600_000)),
		});
	}),
);

it('P1: the same observations in any order, any number of times, make the same decision', { timeout: 60_000 }, () => {
	fc.assert(
		fc.property(toldTwice, ({ told, mixed, isLooked, later }) => {
			const now = told.end + later;
			const look = isLooked ? [told.lookAt(now)] : [];
			const straight = fold(told.before, [...told.heard, ...look]);
			const other = fold(told.before, [...look, ...mixed]);
			expect(decide(other, now, policy)).toEqual(decide(straight, now, policy));
			expect(phase(other, now, policy)).toBe(phase(straight, now, policy));
		}),
		{ numRuns: 3_000 },
	);
});
