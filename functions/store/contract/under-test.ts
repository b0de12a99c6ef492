import type { Entry, SaveOptions, Store } from '../port.ts';

export interface StoreUnderTest {
	/** Empty. */
	readonly store: Store;
	readonly now: () => number;
	/** Lets time pass: the store's own clock, and what the store keeps. */
	readonly pass: (ms: number) => void | Promise<void>;
}

export type MakeStore = () => StoreUnderTest | Promise<StoreUnderTest>;

/** Long enough that no machine is slow enough to let it pass by itself. */
export const LONG_MS = 3_600_000;

export const options: SaveOptions = { fence: 0, deadline: null, ttlMs: LONG_MS };
export const entries = (...ids: string[]): Entry[] => ids.map((id) => ({ id, value: JSON.stringify({ id }) }));
export const ids = (list: readonly Entry[]) => list.map(({ id }) => id);
export const nothing = { value: null, version: 0, entries: [], before: null, hits: [] };

/** The version that is stored now. */
export const versionOf = async (store: Store, key: string) => (await store.load(key, { last: 0 })).version;
