/**
 * The store of a laptop without redis-server, and of tests: in memory, gone with the process.
 *
 * @module
 */
import { HitCounts } from './hit-counts.ts';
import { MemoryNotes } from './memory-notes.ts';
import {
	type Deadline,
	type Entry,
	LIST_LIMIT,
	type Loaded,
	type LoadOptions,
	type Page,
	type SaveOptions,
	type Store,
} from './port.ts';
import { Schedule } from './schedule.ts';

interface Row {
	value: string;
	version: number;
	fence: number;
	ttlMs: number;
	entries: readonly Entry[];
	/** Index of `entries[0]` since the list began: cursors stay true when old entries fall out. */
	offset: number;
}

export class MemoryStore implements Store {
	readonly #rows = new Map<string, Row>();
	readonly #deadlines = new Schedule();
	/** When each row is dropped, unless somebody touches it. */
	readonly #ends = new Schedule();
	readonly #hits = new HitCounts();
	readonly #notes: MemoryNotes;
	readonly #counters = new Map<string, number>();
	readonly #now: () => number;

	constructor(now: () => number) {
		this.#now = now;
		this.#notes = new MemoryNotes(now);
	}

	async load(key: string, { last, hits = [] }: LoadOptions): Promise<Loaded> {
		const now = this.#now();
		const counts = hits.map((hit) => this.#hits.add(hit, now));
		const row = this.#row(key);
		if (row === undefined) return { value: null, version: 0, entries: [], before: null, hits: counts };
		const { value, version } = row;
		return { value, version, ...page(row, row.offset + row.entries.length, last), hits: counts };
	}

	async list(key: string, { before, last }: { before: string; last: number }): Promise<Page> {
		const row = this.#row(key);
		const end = Number(before);
		if (row === undefined || !Number.isSafeInteger(end)) return { entries: [], before: null };
		return page(row, end, last);
	}

	async save(key: string, value: string, version: number, options: SaveOptions): Promise<'saved' | 'conflict'> {
		const { fence, deadline, ttlMs, clearList = false, note, counts } = options;
		const row = this.#row(key);
		if ((row?.version ?? 0) !== version) return 'conflict';
		const kept = clearList ? [] : (row?.entries ?? []);
		this.#rows.set(key, {
			value,
			version: version + 1,
			fence: Math.max(fence, row?.fence ?? 0),
			ttlMs,
			entries: kept,
			offset: row === undefined ? 0 : row.offset + row.entries.length - kept.length,
		});
		this.#ends.set(key, this.#now() + ttlMs);
		if (deadline === null) this.#deadlines.remove(key);
		else this.#deadlines.set(key, deadline);
		if (clearList) this.#notes.drop(key);
		if (note !== undefined) this.#notes.add(key, [note]);
		if (counts !== undefined) this.#add(counts);
		return 'saved';
	}

	async append(key: string, entries: readonly Entry[], fence: number): Promise<'appended' | 'fenced' | 'absent'> {
		const row = this.#row(key);
		if (row === undefined) return 'absent';
		if (fence < row.fence) return 'fenced';
		const known = new Set(row.entries.map(({ id }) => id));
		const added = entries.filter(({ id }) => !known.has(id) && known.add(id));
		const all = [...row.entries, ...added];
		row.offset += Math.max(0, all.length - LIST_LIMIT);
		row.entries = all.slice(-LIST_LIMIT);
		this.#ends.set(key, this.#now() + row.ttlMs);
		return 'appended';
	}

	async due(options: { until: number; now: number; limit: number; leaseMs: number }): Promise<readonly string[]> {
		this.#dropEnded();
		const keys = this.#deadlines.take(options.until, options.limit);
		for (const key of keys) this.#deadlines.set(key, options.now + options.leaseMs);
		return keys;
	}

	async deadlines(limit: number): Promise<readonly Deadline[]> {
		this.#dropEnded();
		return this.#deadlines.peek(limit).map(({ name, at }) => ({ key: name, at }));
	}

	async size(): Promise<number> {
		this.#dropEnded();
		return this.#deadlines.size;
	}

	async note(key: string, notes: readonly string[]): Promise<void> {
		this.#notes.add(key, notes);
	}

	async notes(key: string): Promise<readonly string[]> {
		return this.#notes.of(key);
	}

	async count(deltas: Readonly<Record<string, number>>): Promise<void> {
		this.#add(deltas);
	}

	async counters(): Promise<Readonly<Record<string, number>>> {
		return Object.fromEntries(this.#counters);
	}

	#add(deltas: Readonly<Record<string, number>>): void {
		for (const [name, delta] of Object.entries(deltas))
			this.#counters.set(name, (this.#counters.get(name) ?? 0) + delta);
	}

	#row(key: string): Row | undefined {
		this.#dropEnded();
		return this.#rows.get(key);
	}

	#dropEnded(): void {
		for (const key of this.#ends.take(this.#now(), Number.POSITIVE_INFINITY)) {
			this.#rows.delete(key);
			this.#deadlines.remove(key);
		}
	}
}

/** The `last` entries before the absolute index `end`. */
function page(row: Row, end: number, last: number): Page {
	const to = Math.min(Math.max(end - row.offset, 0), row.entries.length);
	const from = Math.max(0, to - last);
	return { entries: row.entries.slice(from, to), before: from > 0 ? String(row.offset + from) : null };
}
