import { describe, expect, test } from 'vitest';
import { writeHistory } from './chaos/write-history.ts';
import { readKept, readOpen } from './kept.ts';
import { sayHistory, sayViolation } from './say.ts';
import { START } from './settings.ts';
import { tryHistory } from './try-seed.ts';

const SEEDS = 200;
const AT_ONCE = 25;
const root = new URL('..', import.meta.url).pathname;
const [kept, open] = [await readKept(root), await readOpen(root)];

describe('no promise is broken', () => {
	const firsts = Array.from({ length: SEEDS / AT_ONCE }, (_, i) => i * AT_ONCE + 1);
	test.for(firsts)('in the histories of seed %i and the next ones', async (first) => {
		for (let seed = first; seed < first + AT_ONCE; seed++) {
			const history = writeHistory(seed);
			const { violations } = await tryHistory(history);
			const said = violations.map((violation) => sayViolation(violation, START));
			expect(said, `npm run simulate -- --seed ${seed} --trace\n${sayHistory(history)}`).toEqual([]);
		}
	});

	test.for(kept)('in the history of seed $seed, which broke "$rule" once', async ({ history, why }) => {
		const { violations } = await tryHistory(history);
		expect(
			violations.map((violation) => sayViolation(violation, START)),
			why,
		).toEqual([]);
	});
});

test.for(open)('seed $seed still breaks "$rule": move it to seeds.json when it does not', async ({ history, rule }) => {
	const { violations } = await tryHistory(history);
	expect(violations.map((violation) => violation.rule)).toContain(rule);
});
