import { describe, expect, it } from 'vitest';
import { recordKey, writeFacts } from '../conversations/record.ts';
import type { Deps } from '../deps.ts';
import { newFacts } from '../rooms/facts.ts';
import { humanIn, makeTestApi } from '../testing.ts';
import { noPool } from './pool.ts';
import { type SweepOptions, sweep } from './sweep.ts';

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
	const looked: string[] = [];
	const watch = (meanwhile: () => void): Deps => ({
		...api.deps,
		livekit: {
			...api.deps.livekit,
			lookUp: (name) => {
				looked.push(name);
				meanwhile();
				return api.deps.livekit.lookUp(name);
			},
		},
	});
	const sweeps = (options: Partial<SweepOptions> = {}, deps = watch(() => undefined)) =>
		sweep(deps, { limit: 20, until: api.deps.now(), pool: noPool, ...options });
	return { ...api, rooms, looked, watch, sweeps, dispatches: rooms.map((room) => `dispatch greenroom-test ${room}`) };
}

const sorted = (list: readonly string[]) => [...list].sort((a, b) => a.localeCompare(b));

describe('a sweep', () => {
	it('does what is due, once', async () => {
		const { sweeps, server, dispatches } = await waiting(3);
		expect(await sweeps()).toBe(3);
		expect(sorted(server.did)).toEqual(sorted(dispatches));
		expect(await sweeps()).toBe(0);
		expect(server.did).toHaveLength(3);
	});

	it('does nothing before its time', async () => {
		const { sweeps, deps, server } = await waiting(1);
		expect(await sweeps({ until: deps.now() - 1 })).toBe(0);
		expect(server.did).toEqual([]);
	});

	it('looks at so many records and no more; the rest stays due', async () => {
		const { sweeps, looked } = await waiting(7);
		expect(await sweeps({ limit: 5 })).toBe(5);
		expect(looked).toHaveLength(5);
		expect(await sweeps({ limit: 5 })).toBe(2);
		expect(new Set(looked).size).toBe(7);
	});

	it('begins nothing after four seconds; the rest is due again when its lease is over', async () => {
		const { sweeps, watch, looked, pass } = await waiting(10);
		const slow = watch(() => pass(1_100));
		expect(await sweeps({}, slow)).toBe(4);
		expect(looked).toHaveLength(4);
		pass(30_000);
		await sweeps();
		await sweeps();
		expect(new Set(looked).size).toBe(10);
	});

	it('looks at four records at once', async () => {
		const { sweeps, watch, deps } = await waiting(9);
		let [now, most] = [0, 0];
		const { lookUp } = deps.livekit;
		const counting = {
			...watch(() => undefined),
			livekit: {
				...deps.livekit,
				lookUp: async (name: string) => {
					now += 1;
					most = Math.max(most, now);
					await new Promise((resolve) => setTimeout(resolve, 1));
					now -= 1;
					return lookUp(name);
				},
			},
		};
		expect(await sweeps({}, counting)).toBe(9);
		expect(most).toBe(4);
	});

	it('does each thing once when there are two at once', async () => {
		const { sweeps, looked, server, dispatches } = await waiting(9);
		const swept = await Promise.all([sweeps(), sweeps(), sweeps()]);
		expect(swept.reduce((sum, one) => sum + one)).toBe(9);
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
		expect(await Promise.all([sweeps({}, unleased()), sweeps({}, unleased())])).toEqual([3, 3]);
		expect(sorted(server.did)).toEqual(sorted(dispatches));
	});

	it('leaves other stages’ records as they are, and what is no record', async () => {
		const { sweeps, deps, looked } = await waiting(0);
		const { store } = deps;
		const facts = writeFacts(newFacts(deps.now() - 1_000_000));
		const due = { fence: 0, deadline: deps.now() - 1, ttlMs: 3_600_000 };
		const others = [recordKey('production', 'v_somebody'), 'test:conversation:v_a:b', 'test:something', 'nonsense'];
		for (const key of others) await store.save(key, facts, 0, due);
		await sweeps();
		for (const key of others) expect(await store.load(key, { last: 0 })).toMatchObject({ value: facts, version: 1 });
		expect(looked).toEqual([]);
	});

	it('goes on after a record that it cannot read, which is due again later', async () => {
		const { sweeps, deps, server, logged, dispatches, pass } = await waiting(2);
		const newer = JSON.stringify({ v: 2, secret: 'hunter2' });
		const due = { fence: 0, deadline: deps.now() - 5_000, ttlMs: 3_600_000 };
		await deps.store.save(recordKey('test', 'v_newer'), newer, 0, due);
		expect(await sweeps()).toBe(3);
		expect(sorted(server.did)).toEqual(sorted(dispatches));
		expect(logged.filter(({ event }) => event === 'sweep_failed')).toHaveLength(1);
		expect(JSON.stringify(logged)).not.toContain('hunter2');
		pass(9_999);
		expect(await sweeps()).toBe(0);
		pass(20_001);
		await sweeps();
		expect(logged.filter(({ event }) => event === 'sweep_failed')).toHaveLength(2);
	});

	it('gives every open room its next deadline, also when nothing was to be done', async () => {
		const { sweeps, store, pass, looked, rooms } = await waiting(1);
		for (let i = 0; i < 3; i++) {
			pass(300_000);
			expect(await sweeps()).toBe(1);
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

	it('names a store that does not answer', async () => {
		const { sweeps, store } = await waiting(1);
		store.fails(['due']);
		await expect(sweeps()).rejects.toMatchObject({ name: 'StoreUnavailable' });
	});
});
