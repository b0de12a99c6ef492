import { expect, test } from 'vitest';
import { growthOf, LASTING, leftOf, type Sample, type Weight } from './verdict.ts';

const WEIGHT: Weight = { rss: 150, pss: 100, own: 60, handles: 40, threads: 20 };

/** Ten minutes of calls: up and down, and whatever is planted. */
function soaked(plant: (minutes: number) => Partial<Sample> = () => ({})): Sample[] {
	return Array.from({ length: 61 }, (_, i) => {
		const calls = i % 4;
		const weight = { ...WEIGHT, handles: WEIGHT.handles + 3 * calls, pss: WEIGHT.pss + calls };
		const sample = { parent: weight, api: weight, processes: 4 + calls, jobs: 2 + calls };
		return { atMs: i * 10_000, ...sample, ...plant(i / 6) };
	});
}
const bad = (samples: readonly Sample[]) => growthOf(samples).flatMap(({ isGood, what }) => (isGood ? [] : [what]));

test('calls that come and go do not make anything grow', () => {
	expect(bad(soaked())).toEqual([]);
});

test.each([
	['own', 2],
	['pss', 3],
	['rss', 3],
	['handles', 2],
	['threads', 1],
] as const)('a leak of %s of %d a minute is seen in whom it is', (of, perMinute) => {
	for (const part of LASTING) {
		const leak = (minutes: number) => ({ [part]: { ...WEIGHT, [of]: WEIGHT[of] + perMinute * minutes } });
		expect(bad(soaked(leak))).toEqual([`${part} ${of}`]);
	}
});

test('so are processes that stay', () => {
	expect(bad(soaked((minutes) => ({ processes: 4 + Math.floor(minutes) })))).toEqual(['processes of the worker']);
});

test('what grows in the first third alone is the warming up', () => {
	const warming = (minutes: number) => ({ parent: { ...WEIGHT, own: 60 + 20 * Math.min(minutes, 3) } });
	expect(bad(soaked(warming))).toEqual([]);
});

test('who has measured nothing has proved nothing', () => {
	expect(growthOf([]).every(({ isGood }) => !isGood)).toBe(true);
});

test('what is left', () => {
	const [before] = soaked();
	if (before === undefined) throw new Error('there is one');
	expect(leftOf(before, before)).toEqual([]);
	expect(leftOf(before, { ...before, api: { ...WEIGHT, handles: 44 } })).toEqual([]);
	expect(leftOf(before, { ...before, api: { ...WEIGHT, handles: 45 } })).toEqual(['api: 45 handles, and 40 before']);
	expect(leftOf(before, { ...before, processes: 5 })).toEqual(['worker: 5 processes, and 4 before']);
});
