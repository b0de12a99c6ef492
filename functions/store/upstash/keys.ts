import { windowAt } from '../hit-counts.ts';
import type { Hit } from '../port.ts';

/** Of deadlines: in one sorted set, every save of every call would wait for every other. */
export const SHARDS = 16;

/** The names of everything in the database, each derived from what the store is asked for. */
export interface Keys {
	record(key: string): string;
	/** Ids of the list's entries, in their order. */
	ids(key: string): string;
	/** The entries by their ids. */
	entries(key: string): string;
	/** The shard with the key's deadline. */
	deadlines(key: string): string;
	/** The shard with the time at which the key is dropped, of keys that have a deadline. */
	ends(key: string): string;
	readonly allDeadlines: readonly string[];
	readonly allEnds: readonly string[];
	hit(hit: Hit, now: number): string;
	notes(key: string): string;
	readonly counters: string;
}

export function keysUnder(prefix: string): Keys {
	const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
	return {
		record: (key) => `${prefix}record:${key}`,
		ids: (key) => `${prefix}ids:${key}`,
		entries: (key) => `${prefix}entries:${key}`,
		deadlines: (key) => `${prefix}deadlines:${shardOf(key)}`,
		ends: (key) => `${prefix}ends:${shardOf(key)}`,
		allDeadlines: shards.map((shard) => `${prefix}deadlines:${shard}`),
		allEnds: shards.map((shard) => `${prefix}ends:${shard}`),
		hit: ({ key, windowMs }, now) => `${prefix}hits:${windowMs}:${windowAt(now, windowMs)}:${key}`,
		notes: (key) => `${prefix}notes:${key}`,
		counters: `${prefix}counters`,
	};
}

/** FNV-1a, of which every instance of every release has to come to the same. */
export function shardOf(key: string): number {
	let hash = 0x811c9dc5;
	for (const byte of new TextEncoder().encode(key)) hash = Math.imul(hash ^ byte, 0x01000193);
	return (hash >>> 0) % SHARDS;
}
