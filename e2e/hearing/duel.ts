import type { Likeness } from './likeness.ts';

/** Rows over which explanations are weighed together: 0.15 s, a short sound. */
const WINDOW = 15;

/**
 * Which of two sentences explains better what was heard, looking only at where they differ. The score of a whole
 * sentence cannot tell: in a long one, "three" for "two" changes it by 0.02, and the beginning of an answer is as much
 * like its place as the whole answer. Here the rest of the answer, which a mere beginning leaves unexplained, counts.
 *
 * @returns 1 when all that differs speaks for `one`, 0.5 when nothing is to choose, 0 when all speaks for `other`
 */
export function duel(one: Likeness, other: Likeness): number {
	let inWindow = 0;
	let forOne = 0;
	let forOther = 0;
	const lead = (row: number) => (other.unexplained[row] ?? 0) - (one.unexplained[row] ?? 0);
	for (let row = 0; row < one.unexplained.length; row += 1) {
		inWindow += lead(row) - lead(row - WINDOW);
		if (inWindow > 0) forOne += inWindow;
		else forOther -= inWindow;
	}
	// Two sentences that sound the same differ by rounding only.
	const NOTHING = 1e-6;
	return forOne + forOther < NOTHING ? 0.5 : forOne / (forOne + forOther);
}
