import { describe, expect, it } from 'vitest';
import { recordKey, writeFacts } from '../conversations/record.ts';
import { newFacts } from '../rooms/facts.ts';
import { humanIn, makeTestApi, testConfig } from '../testing.ts';
import { noPool } from './pool.ts';
import { saveHeartbeat } from './pool-record.ts';
import { type SweepOptions, type Swept, sweep } from './sweep.ts';
import { keyOf, sorted, watchLooks } from './testing.ts';

/** So many people who wait for an agent; it is time to ask for one. */
async function waiting(people: number) {
	const api = makeTestApi();
	const rooms: string[] = [];
	for (let i = 0; i < people; i++) {
		const { room_name: room } = await api.visitor().token();
		await api.comes(room, humanIn(room, `PA_${i}`));
		rooms.push(room);
	}
	api.pass(10_000);
	const { looked } = api.server;
	looked.length = 0;
	const sweeps = (options: Partial<SweepOptions> = {}, deps = api.deps) =>
		sweep(deps, { limit: 20, until: api.deps.now(), pool: noPool, ...options });
	return { ...api, rooms, looked, sweeps, dispatches: rooms.map((room) => `dispatch greenroom-test ${room}`) };
}

const outcomes = (swept: readonly Swept[]) => swept.map(({ outcome }) => outcome);

describe('a sweep', () => {
	it('does what is due, once', async () => {
		const { sweeps, server, dispatches } = await waiting(3);
		expect(await sweeps()).toHaveLength(3);
		expect(sorted(server.did)).toEqual(sorted(dispatches));
		expect(await sweeps()).toEqual([]);
		expect(server.did).toHaveLength(3);
	});

	it('tells whose records it has swept, and what came of it', async () => {
		const { sweeps, rooms, pass, server } = await waiting(1);
		const [room = ''] = rooms;
		const { stage, conversation, generation } = keyOf(room);
		const [one, ...others] = await sweeps();
		expect(others).toEqual([]);
		expect(one).toMatchObject({ whose: { stage, conversation }, outcome: 'swept' });
		const act = { kind: 'dispatch', generation, agent: null, attempt: 1 };
		expect(one?.done).toEqual([{ act, outcome: 'dispatched', dispatchId: 'AD_1' }]);
		server.fallsSilent();
		pass(300_000);
		expect(await sweeps()).toEqual([{ whose: { stage, conversation }, outcome: 'swept', done: [] }]);
	});

	it('does nothing before its time', async () => {
		const { sweeps, deps, server } = await waiting(1);
		expect(await sweeps({ until: deps.now() - 1 })).toEqual([]);
		expect(server.did).toEqual([]);
	});

	it('looks at so many records and no more; the rest stays due', async () => {
		const { sweeps, looked } = await waiting(10);
		expect(await sweeps({ limit: 7 })).toHaveLength(7);
		expect(looked).toHaveLength(7);
		expect(await sweeps({ limit: 7 })).toHaveLength(3);
		expect(new Set(looked).size).toBe(10);
	});

	it('begins nothing after four seconds; the rest stays due', async () => {
		const { sweeps, deps, looked, pass } = await waiting(14);
		const slow = watchLooks(deps, () => pass(2_100));
		expect(await sweeps({}, slow.deps)).toHaveLength(10);
		expect(looked).toHaveLength(10);
		expect(await sweeps()).toHaveLength(4);
		expect(new Set(looked).size).toBe(14);
	});

	it('has what it named ahead of its time and did not begin named again when its lease is over', async () => {
		const { sweeps, deps, looked, pass } = await waiting(14);
		const slow = watchLooks(deps, () => pass(2_100));
		const until = deps.now() + 60_000;
		expect(await sweeps({ until }, slow.deps)).toHaveLength(10);
		pass(30_000 - 4_200 - 1);
		await sweeps({ until: deps.now() });
		expect(new Set(looked).size).toBe(10);
		pass(1);
		await sweeps({ until: deps.now() });
		expect(new Set(looked).size).toBe(14);
	});

	it('looks at five records with one request to the server', async () => {
		const { sweeps, deps } = await waiting(12);
		const watched = watchLooks(deps);
		expect(await sweeps({}, watched.deps)).toHaveLength(12);
		expect(watched.requests.map((names) => names.length)).toEqual([5, 5, 2]);
	});

	it('does each thing once when there are two at once', async () => {
		const { sweeps, looked, server, dispatches } = await waiting(9);
		const swept = await Promise.all([sweeps(), sweeps(), sweeps()]);
		expect(swept.flat()).toHaveLength(9);
		expect(looked).toHaveLength(9);
		expect(sorted(server.did)).toEqual(sorted(dispatches));
	});

	it('does each thing once even when both are given the same records', async () => {
		const { sweeps, deps, server, dispatches } = await waiting(3);
		const { store } = deps;
		const keys = await store.due({ until: deps.now(), now: deps.now(), limit: 20, leaseMs: 0 });
		const unleased = () => {
			const named = [...keys];
			const due = async () => named.splice(0);
			return { ...deps, store: { ...store, due } };
		};
		const both = await Promise.all([sweeps({}, unleased()), sweeps({}, unleased())]);
		expect(both.map(outcomes)).toEqual([outcomes(both[0]), ['swept', 'swept', 'swept']]);
		expect(sorted(server.did)).toEqual(sorted(dispatches));
	});

	it('leaves other stages’ records as they are, and what is no record', async () => {
		const { sweeps, deps, looked } = await waiting(0);
		const { store } = deps;
		const facts = writeFacts(newFacts(deps.now() - 1_000_000));
		const due = { fence: 0, deadline: deps.now() - 1, ttlMs: 3_600_000 };
		const others = [recordKey('production', 'v_somebody'), 'test:conversation:v_a:b', 'test:something', 'nonsense'];
		for (const key of others) await store.save(key, facts, 0, due);
		expect(outcomes(await sweeps())).toEqual(['foreign', 'foreign', 'foreign', 'foreign']);
		for (const key of others) expect(await store.load(key, { last: 0 })).toMatchObject({ value: facts, version: 1 });
		expect(looked).toEqual([]);
	});

	it('goes on after a record that it cannot read, which is due again later', async () => {
		const { sweeps, deps, server, logged, dispatches, pass } = await waiting(2);
		const newer = JSON.stringify({ v: 2, secret: 'hunter2' });
		const due = { fence: 0, deadline: deps.now() - 5_000, ttlMs: 3_600_000 };
		await deps.store.save(recordKey('test', 'v_newer'), newer, 0, due);
		expect(sorted(outcomes(await sweeps()))).toEqual(['failed', 'swept', 'swept']);
		expect(sorted(server.did)).toEqual(sorted(dispatches));
		expect(logged.filter(({ event }) => event === 'sweep_failed')).toHaveLength(1);
		expect(JSON.stringify(logged)).not.toContain('hunter2');
		pass(9_999);
		expect(await sweeps()).toEqual([]);
		pass(20_001);
		await sweeps();
		expect(logged.filter(({ event }) => event === 'sweep_failed')).toHaveLength(2);
	});

	it('ends a call that is too long, whoever is in it, when its agent does not', async () => {
		const api = makeTestApi({ config: { ...testConfig, maxCallSeconds: 600 } });
		const { room_name: room } = await api.visitor().token();
		await api.comes(room, humanIn(room));
		const sweeps = () => sweep(api.deps, { limit: 20, until: api.deps.now(), pool: noPool });
		for (let seconds = 0; seconds < 659; seconds++) {
			api.pass(1_000);
			await sweeps();
		}
		expect(api.server.did).not.toContain(`delete ${room}`);
		for (let seconds = 0; seconds < 6; seconds++) {
			api.pass(1_000);
			await sweeps();
		}
		expect(api.server.did).toContain(`delete ${room}`);
	});

	it('gives every open room its next deadline, also when nothing was to be done', async () => {
		const { sweeps, store, pass, looked, rooms } = await waiting(1);
		for (let i = 0; i < 3; i++) {
			pass(300_000);
			expect(await sweeps()).toHaveLength(1);
			expect(await store.store.size()).toBe(1);
		}
		expect(new Set(looked)).toEqual(new Set(rooms));
	});

	it('lets rooms that wait try anew, when a worker has come since', async () => {
		const { sweeps, server, deps, pass } = await waiting(1);
		await sweeps();
		pass(3_000);
		await sweeps({ until: deps.now() + 10_000 });
		expect(server.did).toHaveLength(1);
		await sweeps({ until: deps.now() + 10_000, pool: { ...noPool, cameAt: deps.now() } });
		expect(server.did).toHaveLength(2);
	});

	it('asks for the pool by itself, when something is due and it was not told', async () => {
		const { sweeps, server, store, deps, pass } = await waiting(1);
		await sweeps();
		pass(3_000);
		store.asked.length = 0;
		await sweep(deps, { limit: 20, until: deps.now() });
		expect(store.asked).toEqual(['due']);
		await saveHeartbeat(deps, { worker: 'w1', agentName: 'greenroom-test', state: 'accepting', active: 0 }, deps.now());
		await sweep(deps, { limit: 20, until: deps.now() + 10_000 });
		expect(server.did).toHaveLength(2);
	});

	it('begins no record for a name whose record is gone', async () => {
		const { sweeps, deps, looked } = await waiting(0);
		const named = [recordKey('test', 'v_somebody')];
		const due = async () => named.splice(0);
		const { store } = deps;
		expect(outcomes(await sweeps({}, { ...deps, store: { ...store, due } }))).toEqual(['gone']);
		expect(looked).toEqual([]);
		expect(await store.load(recordKey('test', 'v_somebody'), { last: 0 })).toMatchObject({ value: null });
	});

	it('names a store that does not answer', async () => {
		const { sweeps, store } = await waiting(1);
		store.fails(['due']);
		await expect(sweeps()).rejects.toMatchObject({ name: 'StoreUnavailable' });
	});
});
