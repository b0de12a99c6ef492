import { describe, expect, it } from 'vitest';
import { agentOf, humanIn, makeTestApi } from '../testing.ts';
import { loadPool, saveHeartbeat, takeListing } from './pool-record.ts';
import { recordOf, strange, watchLooks } from './testing.ts';
import { tick } from './tick.ts';

/** Somebody waits for an agent, and there are so many rooms that the store does not know. */
async function troubled(strangers: number) {
	const api = makeTestApi();
	const { room_name: room } = await api.visitor().token();
	await api.comes(room, humanIn(room));
	for (let n = 0; n < strangers; n++) {
		api.server.comes(strange(n), humanIn(strange(n)));
		api.server.comes(strange(n), agentOf('AJ_1'));
	}
	api.pass(10_000);
	const turn = () => takeListing(api.deps, api.deps.now());
	return { ...api, turn, dispatch: `dispatch greenroom-test ${room}` };
}

describe('a turn of whoever drives deadlines', () => {
	it('does what is due, and lists no rooms when that is not its turn', async () => {
		const { deps, server, dispatch, logged } = await troubled(1);
		await tick(deps, { listing: null });
		expect(server.did).toEqual([dispatch]);
		expect(await deps.store.counters()).not.toHaveProperty('adopted');
		expect(logged.filter(({ event }) => event === 'listed')).toEqual([]);
	});

	it('does no more than it is told to', async () => {
		const { deps, server } = await troubled(0);
		await tick(deps, { listing: null, limit: 0 });
		expect(server.did).toEqual([]);
		await tick(deps, { listing: null, until: deps.now() - 10_000 });
		expect(server.did).toEqual([]);
	});

	it('goes over all rooms when that is its turn, and says that it has come to their end', async () => {
		const { deps, server, dispatch, logged, turn } = await troubled(3);
		const listing = await turn();
		await tick(deps, { listing });
		expect(server.did).toContain(dispatch);
		expect(await deps.store.counters()).toMatchObject({ adopted: 3, listings: 1 });
		expect((await loadPool(deps)).listing).toEqual({ at: deps.now(), after: null });
		expect(logged).toContainEqual({ level: 'info', event: 'listed', outcome: 'listed', rooms: 4 });
	});

	it('goes on with the rooms where the turn before has come to', async () => {
		const { deps, pass, turn } = await troubled(35);
		const slow = watchLooks(deps, () => pass(1_500));
		await tick(slow.deps, { listing: await turn() });
		expect(slow.requests).toHaveLength(3);
		expect(await deps.store.counters()).not.toHaveProperty('listings');
		pass(30_000);
		const listing = await turn();
		const loaded: string[] = [];
		const { store } = deps;
		const load: typeof store.load = (key, options) => {
			loaded.push(key);
			return store.load(key, options);
		};
		await tick({ ...deps, store: { ...store, load } }, { listing });
		expect(await deps.store.counters()).toMatchObject({ adopted: 35, listings: 1 });
		expect(loaded).not.toContain(recordOf(strange(0)));
		expect(loaded).toContain(recordOf(strange(34)));
	});

	it('begins them anew when whoever had the turn has died', async () => {
		const { deps, pass, turn } = await troubled(3);
		await turn();
		pass(30_000);
		await tick(deps, { listing: await turn() });
		expect(await deps.store.counters()).toMatchObject({ adopted: 3, listings: 1 });
	});

	it('takes 30 s for a server that does not answer as for whoever has died', async () => {
		const { deps, server, pass, logged, turn } = await troubled(3);
		server.fallsSilent();
		await tick(deps, { listing: await turn() });
		expect(logged).toContainEqual({ level: 'warn', event: 'listed', outcome: 'unknown', rooms: 0 });
		server.fallsSilent(false);
		pass(29_999);
		expect(await turn()).toBeNull();
		pass(1);
		await tick(deps, { listing: await turn() });
		expect(await deps.store.counters()).toMatchObject({ adopted: 3, listings: 1 });
	});

	it('has four seconds for all of it: what a sweep has taken, a listing has not, but for one second', async () => {
		const { deps, pass, turn } = await troubled(50);
		const slow = watchLooks(deps, () => pass(3_500));
		const start = deps.now();
		await tick(slow.deps, { listing: await turn() });
		// One request for what is due, and one for the first rooms.
		expect(slow.requests).toHaveLength(2);
		expect(deps.now() - start).toBe(7_000);
		expect((await loadPool(deps)).listing?.after).not.toBeNull();
	});

	it('names a store that does not answer, and the turn is taken again', async () => {
		const { deps, store, turn, pass } = await troubled(2);
		const listing = await turn();
		store.fails(['due']);
		await expect(tick(deps, { listing })).rejects.toMatchObject({ name: 'StoreUnavailable' });
		store.fails(false);
		pass(30_000);
		await tick(deps, { listing: await turn() });
		expect(await deps.store.counters()).toMatchObject({ adopted: 2, listings: 1 });
	});
});

describe('an alert of many agents', () => {
	const many = { level: 'alert', event: 'agents_many', value: 51, limit: 50 };
	const beat = { worker: 'w1', agentName: 'greenroom-test', state: 'accepting', active: 51 } as const;

	it('is said with each full listing, and not with each sweep', async () => {
		const { deps, logged, turn } = await troubled(0);
		await saveHeartbeat(deps, { ...beat, active: 50 }, deps.now() - 300_000);
		await tick(deps, { listing: await turn() });
		expect(logged.filter(({ level }) => level === 'alert')).toEqual([]);
		await saveHeartbeat(deps, beat, deps.now());
		await tick(deps, { listing: null });
		expect(logged.filter(({ level }) => level === 'alert')).toEqual([]);
		await tick(deps, { listing: { at: deps.now(), after: null } });
		expect(logged.filter(({ level }) => level === 'alert')).toEqual([expect.objectContaining(many)]);
	});

	it('is said also when the server does not answer', async () => {
		const { deps, logged, server } = await troubled(0);
		await saveHeartbeat(deps, beat, deps.now());
		server.fallsSilent();
		await tick(deps, { listing: { at: deps.now(), after: null } });
		expect(logged).toContainEqual(expect.objectContaining(many));
	});
});
