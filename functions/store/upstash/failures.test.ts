import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../../scripts/redis/faults.ts';
import { lacksRedis, startTestRedis, type TestRedis } from '../../../scripts/redis/testing.ts';
import { entries, ids, nothing, options } from '../contract/under-test.ts';
import { type Store, StoreUnavailable } from '../port.ts';
import { UpstashStore } from './store.ts';
import { storeOver } from './testing.ts';

vi.setConfig({ testTimeout: 30_000 });

const SECRET = 'what somebody said';
/** For attempts that shall be late: short, and long enough for those that shall not. */
const ATTEMPT_MS = 500;
const LATE: Fault = { kind: 'late', ms: 2_000 };

describe.skipIf(lacksRedis())('when the store fails', () => {
	let redis: TestRedis;
	let store: Store;
	beforeAll(async () => {
		redis = await startTestRedis();
	});
	afterAll(() => redis.stop());

	/** A store with a record in it. */
	async function begin(attemptMs?: number) {
		const { store: patient, impatient } = await storeOver(redis);
		await patient.save('k', '"zero"', 0, options);
		await patient.append('k', entries('a'), 0);
		store = attemptMs === undefined ? patient : impatient(attemptMs);
	}
	const loaded = () => store.load('k', { last: 10 });

	it.each<[string, Fault, number?]>([
		['lost', { kind: 'reply lost' }],
		['late', LATE, ATTEMPT_MS],
		['never sent', { kind: 'request lost' }],
		['a page of a proxy', { kind: 'status', status: 503 }],
	])('a save whose answer is %s has happened once, and says so', async (_, fault, attemptMs) => {
		await begin(attemptMs);
		redis.bridge.faults.next(fault);
		const once = { note: 'saved', counts: { saved: 1 } };
		expect(await store.save('k', '"one"', 1, { ...options, ...once, clearList: true })).toBe('saved');
		expect(await store.notes('k')).toEqual(['saved']);
		expect(await store.counters()).toEqual({ saved: 1 });
		expect(await loaded()).toEqual({ ...nothing, value: '"one"', version: 2 });
		redis.bridge.faults.next(fault);
		expect(await store.save('new', '"new"', 0, options)).toBe('saved');
		expect(await store.load('new', { last: 0 })).toMatchObject({ value: '"new"', version: 1 });
	});

	it('a save that has lost meets a conflict, however often it is repeated', async () => {
		await begin();
		await store.save('k', '"of another"', 1, options);
		redis.bridge.faults.next({ kind: 'reply lost' });
		expect(await store.save('k', '"mine"', 1, options)).toBe('conflict');
		expect(await loaded()).toMatchObject({ value: '"of another"', version: 2 });
	});

	it('an append whose answer is lost has happened once', async () => {
		await begin();
		redis.bridge.faults.next({ kind: 'reply lost' });
		expect(await store.append('k', entries('b', 'c'), 0)).toBe('appended');
		expect(ids((await loaded()).entries)).toEqual(['a', 'b', 'c']);
	});

	it('reads are tried again when the connection breaks', async () => {
		await begin();
		redis.bridge.faults.next({ kind: 'reply lost' });
		expect(await loaded()).toMatchObject({ value: '"zero"' });
		redis.bridge.faults.next({ kind: 'request lost' });
		expect(await store.size()).toBe(0);
	});

	it('counters and notes are not: they would count twice', async () => {
		await begin();
		redis.bridge.faults.next({ kind: 'reply lost' });
		await expect(store.count({ joined: 1 })).rejects.toThrow(StoreUnavailable);
		expect(await store.counters()).toEqual({ joined: 1 });
		redis.bridge.faults.next({ kind: 'reply lost' });
		await expect(store.note('k', ['said'])).rejects.toThrow(StoreUnavailable);
		expect(await store.notes('k')).toEqual(['said']);
	});

	it.each<[string, Fault, number, number?]>([
		['lost', { kind: 'request lost' }, 2],
		['lost', { kind: 'status', status: 503 }, 2],
		['lost', { kind: 'answer', body: '<html>' }, 2],
		['lost', { kind: 'answer', body: '{}' }, 2],
		['late', LATE, 2, ATTEMPT_MS],
		['refused', { kind: 'status', status: 429 }, 1],
		['garbled', { kind: 'answer', body: '{"result":["bm90IG91cnM="]}' }, 1],
		['garbled', { kind: 'answer', body: '{"result":null}' }, 1],
	])('it is unavailable (%s), and nothing of what was asked is said: %j', async (word, fault, attempts, attemptMs) => {
		await begin(attemptMs);
		const before = redis.bridge.roundTrips();
		redis.bridge.faults.next(...Array.from({ length: attempts }, () => fault));
		const failed: unknown = await store.save(SECRET, SECRET, 0, options).catch((error: unknown) => error);
		expect(failed).toBeInstanceOf(StoreUnavailable);
		expect(failed).toMatchObject({ message: word });
		expect(inspect(failed, { depth: 9, showHidden: true })).not.toContain(SECRET);
		expect(redis.bridge.roundTrips() - before).toBe(attempts);
	});

	it('every method is unavailable with a wrong token, and with nobody there', async () => {
		const { url } = redis.bridge;
		const prefix = '{test}:';
		for (const access of [
			{ url, token: SECRET },
			{ url: 'http://127.0.0.1:1', token: SECRET },
		]) {
			const closed = new UpstashStore({ ...access, prefix, now: Date.now });
			const asked = [
				closed.load(SECRET, { last: 1, hits: [{ key: SECRET, windowMs: 5 }] }),
				closed.list(SECRET, { before: '5', last: 1 }),
				closed.save(SECRET, SECRET, 0, options),
				closed.append(SECRET, [{ id: SECRET, value: SECRET }], 0),
				closed.due({ until: 1, now: 1, limit: 1, leaseMs: 1 }),
				closed.deadlines(1),
				closed.size(),
				closed.note(SECRET, [SECRET]),
				closed.notes(SECRET),
				closed.count({ [SECRET]: 1 }),
				closed.counters(),
			];
			for (const failed of await Promise.all(asked.map((each) => each.catch((error: unknown) => error)))) {
				expect(failed).toBeInstanceOf(StoreUnavailable);
				expect(inspect(failed, { depth: 9, showHidden: true })).not.toContain(SECRET);
			}
		}
	});

	it('a script that goes wrong is refused, without a word of it', async () => {
		await begin();
		await redis.connection.send([['SET', '{test}:record:broken', SECRET]]);
		const failed: unknown = await store.load('broken', { last: 1 }).catch((error: unknown) => error);
		expect(failed).toBeInstanceOf(StoreUnavailable);
		expect(failed).toMatchObject({ message: 'refused' });
	});
});
