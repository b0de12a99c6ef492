/**
 * The store in Upstash Redis, or in any Redis behind its REST door. Each method is one script, and one round trip.
 *
 * @module
 */
import type { StoreAccess } from '../access.ts';
import type { Deadline, Entry, Loaded, LoadOptions, Page, SaveOptions, Store } from '../port.ts';
import { connectUpstash, type RunScript } from './client.ts';
import type { Failure } from './failure.ts';
import { type Keys, keysUnder } from './keys.ts';
import { append } from './lua/append.ts';
import { count, counters } from './lua/counters.ts';
import { deadlines, due, size } from './lua/due.ts';
import { load } from './lua/load.ts';
import { note, notes } from './lua/notes.ts';
import { save } from './lua/save.ts';
import { readReply, replies } from './replies.ts';

const ATTEMPT_MS = 2_000;

/** Nobody is kept waiting twice for what may be slow; a connection that has died in a Lambda's sleep is another matter. */
const READS: readonly Failure[] = ['lost'];
/** Whether it has happened has to be known, and these may be repeated. */
const WRITES: readonly Failure[] = ['lost', 'late'];
const NEVER: readonly Failure[] = [];

interface Options extends StoreAccess {
	/** Of every key. */
	readonly prefix: string;
	readonly now: () => number;
	readonly attemptMs?: number;
}

export class UpstashStore implements Store {
	readonly #run: RunScript;
	readonly #keys: Keys;
	readonly #now: () => number;

	constructor({ prefix, now, attemptMs = ATTEMPT_MS, ...access }: Options) {
		this.#run = connectUpstash(access, attemptMs);
		this.#keys = keysUnder(prefix);
		this.#now = now;
	}

	async load(key: string, { last, hits = [] }: LoadOptions): Promise<Loaded> {
		const now = this.#now();
		const hitKeys = hits.map((hit) => this.#keys.hit(hit, now));
		const windows = hits.map(({ windowMs }) => windowMs);
		return this.#load(key, hitKeys, [last, '', ...windows]);
	}

	async list(key: string, { before, last }: { before: string; last: number }): Promise<Page> {
		if (!Number.isSafeInteger(Number(before))) return { entries: [], before: null };
		const page = await this.#load(key, [], [last, Number(before)]);
		return { entries: page.entries, before: page.before };
	}

	async save(key: string, value: string, version: number, options: SaveOptions): Promise<'saved' | 'conflict'> {
		const { fence, deadline, ttlMs, clearList = false, note = '', counts = {} } = options;
		const counted = Object.entries(counts).flat();
		const schedule = [this.#keys.deadlines(key), this.#keys.ends(key)];
		const keys = [...this.#recordKeys(key), ...schedule, this.#keys.notes(key)];
		// Every save that names it waits for every other.
		if (counted.length > 0) keys.push(this.#keys.counters);
		const when = [deadline ?? '', ttlMs, this.#now() + ttlMs];
		const args = [key, version, value, fence, ...when, clearList ? '1' : '0', crypto.randomUUID(), note, ...counted];
		return readReply(replies.save, await this.#run({ script: save, keys, args, again: WRITES }));
	}

	async append(key: string, entries: readonly Entry[], fence: number): Promise<'appended' | 'fenced' | 'absent'> {
		const keys = [...this.#recordKeys(key), this.#keys.ends(key)];
		const args = [key, fence, this.#now(), ...entries.flatMap(({ id, value }) => [id, value])];
		return readReply(replies.append, await this.#run({ script: append, keys, args, again: WRITES }));
	}

	async due(options: { until: number; now: number; limit: number; leaseMs: number }): Promise<readonly string[]> {
		const { until, limit, now, leaseMs } = options;
		const keys = [...this.#keys.allDeadlines, ...this.#keys.allEnds];
		const args = [until, limit, now + leaseMs, this.#now()];
		return readReply(replies.due, await this.#run({ script: due, keys, args, again: READS }));
	}

	async deadlines(limit: number): Promise<readonly Deadline[]> {
		const keys = [...this.#keys.allDeadlines, ...this.#keys.allEnds];
		const reply = await this.#run({ script: deadlines, keys, args: [limit, this.#now()], again: READS });
		return readReply(replies.deadlines, reply);
	}

	async size(): Promise<number> {
		const run = { script: size, keys: this.#keys.allEnds, args: [this.#now()] };
		return readReply(replies.size, await this.#run({ ...run, again: READS }));
	}

	async note(key: string, texts: readonly string[]): Promise<void> {
		const run = { script: note, keys: [this.#keys.notes(key)], args: texts, again: NEVER };
		if (texts.length > 0) readReply(replies.note, await this.#run(run));
	}

	async notes(key: string): Promise<readonly string[]> {
		return readReply(replies.notes, await this.#run({ script: notes, keys: [this.#keys.notes(key)], again: READS }));
	}

	async count(deltas: Readonly<Record<string, number>>): Promise<void> {
		const args = Object.entries(deltas).flat();
		if (args.length > 0) await this.#run({ script: count, keys: [this.#keys.counters], args, again: NEVER });
	}

	async counters(): Promise<Readonly<Record<string, number>>> {
		const reply = await this.#run({ script: counters, keys: [this.#keys.counters], again: READS });
		return readReply(replies.counters, reply);
	}

	async #load(key: string, hitKeys: readonly string[], args: readonly (string | number)[]): Promise<Loaded> {
		const keys = [...this.#recordKeys(key), ...hitKeys];
		return readReply(replies.load, await this.#run({ script: load, keys, args, again: READS }));
	}

	#recordKeys(key: string): readonly string[] {
		return [this.#keys.record(key), this.#keys.ids(key), this.#keys.entries(key)];
	}
}
