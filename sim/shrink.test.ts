import { expect, test } from 'vitest';
import type { MoveKind } from './chaos/moves.ts';
import { writeHistory } from './chaos/write-history.ts';
import type { History } from './history.ts';
import { usual } from './settings.ts';
import { shrink } from './shrink.ts';

/** A history that has both, a hang-up before a new start, and a lot more. */
const isLong = ({ steps, settings }: History) => steps.length > 12 && settings.visitors > 1 && breaks({ steps });
const kinds = (history: Pick<History, 'steps'>): readonly MoveKind[] => history.steps.map(({ move }) => move.move);
function breaks(history: Pick<History, 'steps'>): boolean {
	const [hungUp, started] = [kinds(history).indexOf('hang_up'), kinds(history).lastIndexOf('start')];
	return hungUp >= 0 && hungUp < started;
}

test('what does not belong to it is left out, and the world is the usual one', async () => {
	const seed = Array.from({ length: 200 }, (_, i) => i).find((one) => isLong(writeHistory(one)));
	const history = writeHistory(seed ?? 0);
	const shortest = await shrink(history, { breaks: async (candidate) => breaks(candidate), tries: 1_000 });
	expect(kinds(shortest)).toEqual(['hang_up', 'start']);
	expect(shortest.settings).toEqual({ ...usual, noise: history.settings.noise });
	expect(new Set(shortest.farewells)).toEqual(new Set(['stays']));
});

test('it ends after so many tries, with the best that it has', async () => {
	const history = writeHistory(3);
	let tries = 0;
	const nothingBreaks = async () => {
		tries += 1;
		return false;
	};
	expect(await shrink(history, { breaks: nothingBreaks, tries: 7 })).toBe(history);
	expect(tries).toBe(7);
});
