/**
 * The store port. It knows nothing of rooms: versioned values with a deadline, and beside each value a list that only
 * grows. One contract suite (`contract.ts`) holds every implementation to what is written here.
 *
 * @module
 */

/** Entries kept per list; the oldest fall out. */
export const LIST_LIMIT = 1_000;
/** Notes kept per key; the oldest fall out. */
export const NOTES_LIMIT = 200;
/** Notes are dropped when none was added for this long. */
export const NOTES_TTL_MS = 24 * 3600 * 1000;

export interface Entry {
	/** Unique within its list: appending an id that is in it changes nothing. */
	readonly id: string;
	/** JSON text. */
	readonly value: string;
}

export interface Page {
	/** Oldest first. */
	readonly entries: readonly Entry[];
	/** Pass as `before` for the entries before these; null when there are none. */
	readonly before: string | null;
}

/** Something that is counted in windows of time, to limit it. */
export interface Hit {
	readonly key: string;
	readonly windowMs: number;
}

export interface LoadOptions {
	readonly last: number;
	/** Counted in the same round trip. */
	readonly hits?: readonly Hit[];
}

export interface Loaded extends Page {
	/** JSON text; null when nothing is stored (version 0). */
	readonly value: string | null;
	/** Changes with every save; pass it to {@link Store.save}. */
	readonly version: number;
	/** For each hit that was passed: how many there were in its window, this one included. */
	readonly hits: readonly number[];
}

export interface SaveOptions {
	/** Appends below this are refused from now on. Never lowered. */
	readonly fence: number;
	/** When {@link Store.due} shall name this key, whole milliseconds since the epoch; null: never. */
	readonly deadline: number | null;
	/** The value and its list are dropped when nothing is saved or appended for this long. */
	readonly ttlMs: number;
	/** Empties the list, and drops all former notes, in the same step. */
	readonly clearList?: boolean;
	/** Noted of the key in the same step. */
	readonly note?: string;
	/** Added to the counters in the same step. */
	readonly counts?: Readonly<Record<string, number>>;
}

export interface Deadline {
	readonly key: string;
	/** Milliseconds since the epoch. */
	readonly at: number;
}

export interface Store {
	/** The value and the last `last` entries of its list, in one round trip. */
	load(key: string, options: LoadOptions): Promise<Loaded>;
	/** Earlier entries of the list. */
	list(key: string, options: { readonly before: string; readonly last: number }): Promise<Page>;
	/** Compare and set: `conflict` when the stored version is not `version` (0: nothing is stored). */
	save(key: string, value: string, version: number, options: SaveOptions): Promise<'saved' | 'conflict'>;
	/** Appends what is not there yet, all or nothing. `fenced` when `fence` is below the stored one. */
	append(key: string, entries: readonly Entry[], fence: number): Promise<'appended' | 'fenced' | 'absent'>;
	/**
	 * Keys whose deadline is at or before `until`, the longest due first. Each is leased: its deadline is `now + leaseMs`
	 * unless it is saved before, so that what dies with its sweeper is not lost.
	 */
	due(options: {
		readonly until: number;
		readonly now: number;
		readonly limit: number;
		readonly leaseMs: number;
	}): Promise<readonly string[]>;
	/** The keys with the earliest deadlines, the earliest first; nothing is leased. */
	deadlines(limit: number): Promise<readonly Deadline[]>;
	/** How many keys have a deadline. */
	size(): Promise<number>;
	/** Remarks about a key, which need not exist. Bounded, and gone after a day: nothing but people depends on them. */
	note(key: string, notes: readonly string[]): Promise<void>;
	/** Oldest first. */
	notes(key: string): Promise<readonly string[]>;
	/** Adds whole numbers to counters, which are kept for good. */
	count(deltas: Readonly<Record<string, number>>): Promise<void>;
	counters(): Promise<Readonly<Record<string, number>>>;
}

/** The store did not answer. Nothing is known about whether a write has happened: writes are repeatable. */
export class StoreUnavailable extends Error {
	override readonly name = 'StoreUnavailable';
}
