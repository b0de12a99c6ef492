import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { lacksRedis, startTestRedis, type TestRedis, TOKEN } from '../../../scripts/redis/testing.ts';
import { entries, options } from '../contract/under-test.ts';
import { describeStore } from '../contract.ts';
import { UpstashStore } from './store.ts';
import { storeOver } from './testing.ts';

vi.setConfig({ testTimeout: 30_000 });

describe.skipIf(lacksRedis())('the Upstash store', () => {
	let redis: TestRedis;
	beforeAll(async () => {
		redis = await startTestRedis();
	});
	afterAll(() => redis.stop());

	describeStore(() => storeOver(redis));

	/** Round trips of something. */
	async function tripsOf(something: () => Promise<unknown>): Promise<number> {
		const before = redis.bridge.roundTrips();
		await something();
		return redis.bridge.roundTrips() - before;
	}

	it('takes one round trip for each thing that it is asked for, the very first time too', async () => {
		const { store, now } = await storeOver(redis);
		await redis.connection.send([['SCRIPT', 'FLUSH']]);
		const hits = [
			{ key: 'visitor', windowMs: 60_000 },
			{ key: 'address', windowMs: 1_000 },
		];
		const list = entries(...Array.from({ length: 50 }, (_, i) => `${i}`));
		for (let round = 0; round < 2; round++) {
			expect(await tripsOf(() => store.load('k', { last: 50, hits }))).toBe(1);
			const more = { note: 'saved', counts: { a: 1, b: 2 } };
			expect(await tripsOf(() => store.save('k', '0', round, { ...options, ...more }))).toBe(1);
			expect(await tripsOf(() => store.append('k', list, 0))).toBe(1);
			expect(await tripsOf(() => store.list('k', { before: '40', last: 20 }))).toBe(1);
			expect(await tripsOf(() => store.due({ until: now(), now: now(), limit: 20, leaseMs: 1 }))).toBe(1);
			expect(await tripsOf(() => store.deadlines(20))).toBe(1);
			expect(await tripsOf(() => store.size())).toBe(1);
			expect(await tripsOf(() => store.note('k', ['a', 'b']))).toBe(1);
			expect(await tripsOf(() => store.notes('k'))).toBe(1);
			expect(await tripsOf(() => store.count({ a: 1, b: 2 }))).toBe(1);
			expect(await tripsOf(() => store.counters())).toBe(1);
		}
		expect(await tripsOf(() => store.count({}))).toBe(0);
		expect(await tripsOf(() => store.note('k', []))).toBe(0);
	});

	it('goes on with a database that has forgotten its scripts', async () => {
		const { store } = await storeOver(redis);
		await store.load('k', { last: 0 });
		redis.bridge.faults.next({ kind: 'scripts flushed' });
		expect(await tripsOf(() => store.load('k', { last: 0 }))).toBe(2);
		expect(await tripsOf(() => store.load('k', { last: 0 }))).toBe(1);
	});

	it('puts everything under its prefix, and leaves nothing for ever but counters and deadlines', async () => {
		const { store, now } = await storeOver(redis);
		await store.save('k', '0', 0, { ...options, deadline: now(), note: 'saved', counts: { saved: 1 } });
		await store.note('a stranger', ['said']);
		await store.append('k', entries('a'), 0);
		const hits = [60_000, 600_000].map((windowMs) => ({ key: 'visitor', windowMs }));
		await store.load('k', { last: 1, hits });
		await store.count({ joined: 1 });
		const [names] = await redis.connection.send([['KEYS', '*']]);
		const keys = Array.isArray(names) ? names.map(String).sort() : [];
		expect(keys).toHaveLength(10);
		expect(keys.filter((key) => !key.startsWith('{test}:'))).toEqual([]);
		const lasting = await redis.connection.send(keys.map((key) => ['PTTL', key]));
		expect(keys.filter((_, i) => lasting[i] === -1).map((key) => key.replace(/\d+$/, ''))).toEqual([
			'{test}:counters',
			'{test}:deadlines:',
			'{test}:ends:',
		]);
		const ofHits = keys.flatMap((key, i) => (key.includes(':hits:') ? [Math.round(Number(lasting[i]) / 60_000)] : []));
		expect(ofHits).toEqual([10, 1]);
		const ofNotes = keys.flatMap((key, i) =>
			key.includes(':notes:') ? [Math.round(Number(lasting[i]) / 3_600_000)] : [],
		);
		expect(ofNotes).toEqual([24, 24]);
	});

	it('has forgotten what has ended, once somebody has asked what is due', async () => {
		const { store, now, pass } = await storeOver(redis);
		for (const key of ['a', 'b', 'c']) await store.save(key, '0', 0, { ...options, deadline: now() });
		await pass(options.ttlMs);
		expect(await store.due({ until: now(), now: now(), limit: 1, leaseMs: 5 })).toEqual([]);
		expect(await redis.connection.send([['DBSIZE']])).toEqual([0]);
	});

	it('drops what has ended when its time has really passed', async () => {
		const { store } = await storeOver(redis);
		await store.save('k', '0', 0, { ...options, ttlMs: 30 });
		await vi.waitFor(async () => expect(await store.load('k', { last: 0 })).toMatchObject({ version: 0 }), 10_000);
	});

	it('keeps stages of one database apart', async () => {
		const { store, now } = await storeOver(redis);
		const other = new UpstashStore({ url: redis.bridge.url, token: TOKEN, prefix: '{other}:', now });
		await store.save('k', '"mine"', 0, { ...options, deadline: now() });
		expect(await other.load('k', { last: 0 })).toMatchObject({ version: 0 });
		expect(await other.size()).toBe(0);
		expect(await other.due({ until: now(), now: now(), limit: 5, leaseMs: 5 })).toEqual([]);
	});
});
