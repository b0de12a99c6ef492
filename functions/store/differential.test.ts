import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lacksRedis, startTestRedis, type TestRedis } from '../../scripts/redis/testing.ts';
import { MemoryStore } from './memory.ts';
import type { Store } from './port.ts';
import { storeOver } from './upstash/testing.ts';

const MINUTE = 60_000;
const SEQUENCES = 150;

const key = fc.constantFrom('a', 'b');
const last = fc.constantFrom(0, 1, 3, 100);
const minutes = (...counts: number[]) => fc.constantFrom(...counts.map((count) => count * MINUTE));
const rarely = fc.constantFrom(false, false, false, true);
const action = <T extends string>(name: T) => fc.constant(name);

const save = fc.record({
	do: action('save'),
	key,
	value: fc.json(),
	isStale: rarely,
	inMs: fc.option(minutes(-2, -1, 0, 1, 2, 4, 6)),
	fence: fc.constantFrom(0, 1, 2, 10),
	// Half a minute more than whole ones: the real time that passes meanwhile decides nothing.
	ttlMs: minutes(1.5, 3.5, 9.5),
	clearList: rarely,
	note: fc.constantFrom('', 'x', 'y'),
	counts: fc.dictionary(fc.constantFrom('joined', 'failed'), fc.integer({ min: -9, max: 9 })),
});
const notes = fc.record({ do: action('notes'), key, noted: fc.array(fc.constantFrom('p', 'q'), { maxLength: 3 }) });
const deadlines = fc.record({ do: action('deadlines'), limit: fc.nat(3) });
const append = fc.record({
	do: action('append'),
	key,
	ids: fc.array(fc.constantFrom(...'pqrstuvw'), { minLength: 1, maxLength: 4 }),
	value: fc.json(),
	fence: fc.constantFrom(2, 9, 10),
});
const load = fc.record({
	do: action('load'),
	key,
	last,
	hits: fc.array(fc.record({ key, windowMs: minutes(1, 3) }), { maxLength: 2 }),
});
const list = fc.record({
	do: action('list'),
	key,
	before: fc.oneof(fc.integer({ min: -1, max: 20 }).map(String), fc.constant('x')),
	last,
});
const due = fc.record({
	do: action('due'),
	aheadMs: minutes(-2, -1, 0, 1, 4),
	limit: fc.nat(3),
	leaseMs: minutes(0, 1, 2),
});
const count = fc.record({
	do: action('count'),
	deltas: fc.dictionary(fc.constantFrom('joined', 'failed', '__proto__'), fc.integer({ min: -9, max: 9 })),
});
const size = fc.record({ do: action('size') });
const pass = fc.record({ do: action('pass'), ms: minutes(1, 1, 4) });

const often = [save, append, load, due, pass].map((arbitrary) => ({ arbitrary, weight: 4 }));
const steps = fc.array(fc.oneof(...often, list, size, count, notes, deadlines), { maxLength: 40, size: 'max' });
type Step = typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never;

interface UnderTest {
	readonly store: Store;
	readonly now: () => number;
	readonly pass: (ms: number) => Promise<void> | void;
}

/** What a store answers to each of some steps. */
async function answersOf({ store, now, pass: letPass }: UnderTest, sequence: readonly Step[]): Promise<unknown[]> {
	/** As somebody knows them who loads and saves. */
	const versions = new Map<string, number>();

	async function answerTo(step: Step): Promise<unknown> {
		switch (step.do) {
			case 'load': {
				const loaded = await store.load(step.key, step);
				versions.set(step.key, loaded.version);
				return loaded;
			}
			case 'save': {
				const version = Math.max(0, (versions.get(step.key) ?? 0) - (step.isStale ? 1 : 0));
				const deadline = step.inMs === null ? null : now() + step.inMs;
				const { note, ...options } = step;
				const noted = note === '' ? {} : { note };
				const outcome = await store.save(step.key, step.value, version, { ...options, ...noted, deadline });
				if (outcome === 'saved') versions.set(step.key, version + 1);
				return outcome;
			}
			case 'append': {
				const { value } = step;
				return store.append(
					step.key,
					step.ids.map((id) => ({ id, value })),
					step.fence,
				);
			}
			case 'list':
				return store.list(step.key, step);
			case 'due':
				return store.due({ until: now() + step.aheadMs, now: now(), ...step });
			case 'size':
				return store.size();
			case 'deadlines':
				// By their distances: each store has a clock of its own.
				return (await store.deadlines(step.limit)).map((one) => one.key);
			case 'notes':
				await store.note(step.key, step.noted);
				return store.notes(step.key);
			case 'count':
				await store.count(step.deltas);
				return store.counters();
			case 'pass':
				return letPass(step.ms);
		}
	}

	const answers: unknown[] = [];
	for (const step of sequence) answers.push(await answerTo(step));
	return answers;
}

function memoryStore(begin: number): UnderTest {
	let time = begin;
	const now = () => time;
	const letPass = (ms: number) => {
		time += ms;
	};
	return { store: new MemoryStore(now), now, pass: letPass };
}

describe.skipIf(lacksRedis())('the two stores', () => {
	let redis: TestRedis;
	beforeAll(async () => {
		redis = await startTestRedis();
	});
	afterAll(() => redis.stop());

	it('answer the same to everything', async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (sequence) => {
				const upstash = await storeOver(redis);
				const begin = upstash.now();
				expect(await answersOf(upstash, sequence)).toEqual(await answersOf(memoryStore(begin), sequence));
			}),
			{ numRuns: SEQUENCES },
		);
	}, 120_000);
});
