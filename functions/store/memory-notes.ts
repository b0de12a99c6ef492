import { NOTES_LIMIT, NOTES_TTL_MS } from './port.ts';
import { Schedule } from './schedule.ts';

/** Remarks about keys, bounded and gone after a day. */
export class MemoryNotes {
	readonly #notes = new Map<string, string[]>();
	/** When those of a key are dropped, unless one is added. */
	readonly #ends = new Schedule();
	readonly #now: () => number;

	constructor(now: () => number) {
		this.#now = now;
	}

	add(key: string, notes: readonly string[]): void {
		this.#dropEnded();
		if (notes.length === 0) return;
		const kept = this.#notes.get(key) ?? [];
		kept.push(...notes);
		kept.splice(0, kept.length - NOTES_LIMIT);
		this.#notes.set(key, kept);
		this.#ends.set(key, this.#now() + NOTES_TTL_MS);
	}

	of(key: string): readonly string[] {
		this.#dropEnded();
		return [...(this.#notes.get(key) ?? [])];
	}

	drop(key: string): void {
		this.#notes.delete(key);
		this.#ends.remove(key);
	}

	#dropEnded(): void {
		for (const key of this.#ends.take(this.#now(), Number.POSITIVE_INFINITY)) this.#notes.delete(key);
	}
}
