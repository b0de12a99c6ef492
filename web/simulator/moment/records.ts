/**
 * What Greenroom knew of each visitor, save by save.
 *
 * @module
 */
import { conversationOfKey, readFacts } from '../../../functions/conversations/record.ts';
import type { Facts } from '../../../functions/rooms/facts.ts';
import type { StepEntry } from '../../../functions/rooms/tape.ts';
import type { Trace } from '../../../sim/trace.ts';
import { stepOf } from '../events/decision-words.ts';
import { visitorOf } from '../events/names.ts';

export interface Known {
	/** By the clock of the world. */
	readonly at: number;
	/** Null: the store has lost it, or what it holds cannot be read. */
	readonly facts: Facts | null;
	readonly deadline: number | null;
	/** What was decided with it; null: nothing, it was only kept. */
	readonly step: StepEntry | null;
}

export type Records = ReadonlyMap<number, readonly Known[]>;

export function recordsIn({ events }: Trace): Records {
	const records = new Map<number, Known[]>();
	for (const event of events) {
		if (event.kind === 'store_lost')
			for (const saves of records.values()) saves.push({ at: event.at, facts: null, deadline: null, step: null });
		if (event.kind !== 'saved') continue;
		const visitor = visitorOf(conversationOfKey(event.key)?.conversation ?? '');
		if (visitor === null) continue;
		const saves = records.get(visitor) ?? [];
		records.set(visitor, saves);
		const { at, value, deadline, note } = event;
		saves.push({ at, facts: readFacts(value), deadline, step: stepOf(note) });
	}
	return records;
}

/** The last one of them at that time. */
export function lastAt<T extends { readonly at: number }>(sorted: readonly T[], at: number): T | null {
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sorted[middle]?.at ?? 0) <= at) low = middle + 1;
		else high = middle;
	}
	return sorted[low - 1] ?? null;
}
