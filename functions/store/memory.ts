/**
 * The store of a laptop: in memory, gone with the process.
 *
 * @module
 */
import type { Entry, Loaded, Page, SaveOptions, Store } from './port.ts';

/** Entries kept per list; the oldest fall out. */
export const LIST_LIMIT = 1_000;

interface Row {
	value: string;
	version: number;
	fence: number;
	deadline: number | null;
	ttlMs: number;
	expiresAt: number;
	entries: readonly Entry[];
	/** Index of `entries[0]` since the list began: cursors stay true when old entries fall out. */
	offset: number;
}

export class MemoryStore implements Store {
	readonly #rows = new Map<string, Row>();
	readonly #now: () => number;

	constructor(now: () => number) {
		this.#now = now;
	}

	async load(key: string, { last }: { last: number }): Promise<Loaded> {
		const row = this.#row(key);
		if (row === undefined) return { value: null, version: 0, entries: [], before: null };
		return { value: row.value, version: row.version, ...page(row, row.offset + row.entries.length, last) };
	}

	async list(key: string, { before, last }: { before: string; last: number }): Promise<Page> {
		const row = this.#row(key);
		const end = Number(before);
		if (row === undefined || !Number.isSafeInteger(end)) return { entries: [], before: null };
		return page(row, end, last);
	}

	async save(key: string, value: string, version: number, options: SaveOptions): Promise<'saved' | 'conflict'> {
		const row = this.#row(key);
		if ((row?.version ?? 0) !== version) return 'conflict';
		const kept = options.clearList ? [] : (row?.entries ?? []);
		this.#rows.set(key, {
			value,
			version: version + 1,
			fence: Math.max(options.fence, row?.fence ?? 0),
			deadline: options.deadline,
			ttlMs: options.ttlMs,
			expiresAt: this.#now() + options.ttlMs,
			entries: kept,
			offset: row === undefined ? 0 : row.offset + row.entries.length - kept.length,
		});
		return 'saved';
	}

	async append(key: string, entries: readonly Entry[], fence: number): Promise<'appended' | 'fenced' | 'absent'> {
		const row = this.#row(key);
		if (row === undefined) return 'absent';
		if (fence < row.fence) return 'fenced';
		const known = new Set(row.entries.map((entry) => entry.id));
		const all = [...row.entries, ...entries.filter((entry) => !known.has(entry.id))];
		row.offset += Math.max(0, all.length - LIST_LIMIT);
		row.entries = all.slice(-LIST_LIMIT);
		row.expiresAt = this.#now() + row.ttlMs;
		return 'appended';
	}

	#row(key: string): Row | undefined {
		const row = this.#rows.get(key);
		if (row === undefined || row.expiresAt > this.#now()) return row;
		this.#rows.delete(key);
		return undefined;
	}
}

/** The `last` entries before the absolute index `end`. */
function page(row: Row, end: number, last: number): Page {
	const to = Math.min(Math.max(end - row.offset, 0), row.entries.length);
	const from = Math.max(0, to - last);
	return { entries: row.entries.slice(from, to), before: from > 0 ? String(row.offset + from) : null };
}
