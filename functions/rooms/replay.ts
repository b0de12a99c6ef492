/**
 * Does again what is on a tape, with the core as it is now, and says where it decides otherwise than it did then.
 *
 * @module
 */
import { outcomeOf } from './commands.ts';
import { type Considered, consider } from './consider.ts';
import type { Effect } from './decide.ts';
import type { Facts } from './facts.ts';
import type { Policy } from './policy.ts';
import type { StepEntry, TapeEntry } from './tape.ts';

export interface Replayed {
	readonly entry: StepEntry;
	/** As it is decided now. */
	readonly outcome: string;
	readonly effects: readonly Effect[];
	readonly deadline: number | null;
	/** What is otherwise than on the tape; empty: nothing. */
	readonly differs: readonly ('outcome' | 'effects' | 'deadline' | 'record')[];
	/** The record after it. */
	readonly facts: Facts | null;
}

/**
 * @returns one for each step from the first that has its record; the others of a tape are no steps
 * @throws RangeError for a tape without any record
 */
export function replay(tape: readonly TapeEntry[], policy: Policy): readonly Replayed[] {
	const steps = tape.filter((entry) => entry.kind === 'step');
	const first = steps.findIndex(({ before }) => before !== undefined);
	if (first < 0) throw new RangeError('the tape has lost its beginning, and no record is on it');
	const replayed: Replayed[] = [];
	let facts: Facts | null = null;
	for (const entry of steps.slice(first)) {
		const isFirst = replayed.length === 0;
		const isOther = !isFirst && entry.before !== undefined && !same(entry.before, facts);
		if (entry.before !== undefined) facts = entry.before;
		const { answer, decision, facts: after }: Considered = consider(facts, entry.command, entry.look, entry.at, policy);
		const now = {
			outcome: outcomeOf(answer),
			effects: decision?.effects ?? [],
			deadline: decision?.deadline ?? null,
		};
		const differs = (['outcome', 'effects', 'deadline'] as const).filter((what) => !same(now[what], entry[what]));
		replayed.push({ entry, ...now, differs: isOther ? ['record', ...differs] : differs, facts: after });
		facts = after;
	}
	return replayed;
}

/** As JSON has them, in any order of keys. */
const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

const canonical = (value: unknown): string =>
	JSON.stringify(value, (_, part: unknown) =>
		typeof part === 'object' && part !== null && !Array.isArray(part)
			? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
			: part,
	);
