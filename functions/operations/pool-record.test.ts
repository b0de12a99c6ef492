import { describe, expect, it } from 'vitest';
import type { HeartbeatRequest } from '../protocol/agent.ts';
import { makeTestApi } from '../testing.ts';
import { loadPool, saveHeartbeat, saveListing, takeListing } from './pool-record.ts';

const beat = (worker: string): HeartbeatRequest => ({
	worker,
	agentName: 'greenroom-test',
	state: 'accepting',
	active: 0,
});

describe('the record of the pool', () => {
	it('begins empty, and has who was heard of', async () => {
		const { deps } = makeTestApi();
		expect((await loadPool(deps)).workers).toEqual({});
		await saveHeartbeat(deps, beat('w1'), deps.now());
		expect(Object.keys((await loadPool(deps)).workers)).toEqual(['w1']);
	});

	it('says once that a worker has come', async () => {
		const { deps, pass } = makeTestApi();
		expect((await saveHeartbeat(deps, beat('w1'), deps.now())).came).toBe(true);
		pass(5_000);
		expect((await saveHeartbeat(deps, beat('w1'), deps.now())).came).toBe(false);
	});

	it('loses nobody who is heard of at the same time', async () => {
		const { deps } = makeTestApi();
		const names = ['w1', 'w2', 'w3', 'w4', 'w5'];
		const all = await Promise.all(names.map((name) => saveHeartbeat(deps, beat(name), deps.now())));
		expect((await loadPool(deps)).workers).toEqual(Object.fromEntries(names.map((name) => [name, expect.anything()])));
		expect(all.map(({ came }) => came)).toContain(true);
	});

	it('is one for each stage, is no open call, and goes ten minutes after the last worker', async () => {
		const { deps, pass } = makeTestApi();
		const other = { ...deps, config: { ...deps.config, stage: 'production' } };
		await saveHeartbeat(deps, beat('w1'), deps.now());
		expect((await loadPool(other)).workers).toEqual({});
		expect(await deps.store.size()).toBe(0);
		pass(599_999);
		expect((await deps.store.load('test:pool', { last: 0 })).value).not.toBeNull();
		pass(1);
		expect((await deps.store.load('test:pool', { last: 0 })).value).toBeNull();
	});
});

describe('the turn for the full listing', () => {
	it('is one worker’s, of many who are heard of at the same time', async () => {
		const { deps } = makeTestApi();
		const names = ['w1', 'w2', 'w3', 'w4'];
		const all = await Promise.all(names.map((name) => saveHeartbeat(deps, beat(name), deps.now())));
		const turns = all.flatMap(({ listing }) => (listing === null ? [] : [listing]));
		expect(turns).toEqual([{ at: deps.now(), after: null }]);
	});

	it('is one’s, of a worker, a timer and a schedule', async () => {
		const { deps } = makeTestApi();
		const now = deps.now();
		const turns = [takeListing(deps, now), takeListing(deps, now), saveHeartbeat(deps, beat('w1'), now)];
		const taken = (await Promise.all(turns)).map((turn) => (turn !== null && 'listing' in turn ? turn.listing : turn));
		expect(taken.filter((turn) => turn !== null)).toEqual([{ at: now, after: null }]);
	});

	it('comes every five minutes, also when no worker lives', async () => {
		const { deps, pass } = makeTestApi();
		const taken: number[] = [];
		for (let minute = 0; minute <= 10; minute++) {
			const turn = await takeListing(deps, deps.now());
			if (turn !== null) {
				taken.push(minute);
				await saveListing(deps, turn, null);
			}
			pass(60_000);
		}
		expect(taken).toEqual([0, 5, 10]);
	});

	it('goes on 30 s later where the one before has come to, or begins again where nothing was heard of it', async () => {
		const { deps, pass } = makeTestApi();
		const first = await takeListing(deps, deps.now());
		if (first !== null) await saveListing(deps, first, 'greenroom.test.v_somebody.7');
		pass(29_999);
		expect(await takeListing(deps, deps.now())).toBeNull();
		pass(1);
		// It is taken by somebody who dies.
		expect(await takeListing(deps, deps.now())).toEqual({ at: deps.now(), after: 'greenroom.test.v_somebody.7' });
		pass(30_000);
		const third = await takeListing(deps, deps.now());
		expect(third).toEqual({ at: deps.now(), after: 'greenroom.test.v_somebody.7' });
		if (third !== null) await saveListing(deps, third, null);
		pass(299_999);
		expect(await takeListing(deps, deps.now())).toBeNull();
		pass(1);
		expect(await takeListing(deps, deps.now())).toEqual({ at: deps.now(), after: null });
	});

	it('is not ended by who had it before', async () => {
		const { deps, pass } = makeTestApi();
		const late = await takeListing(deps, deps.now());
		pass(30_000);
		const next = await takeListing(deps, deps.now());
		if (late !== null) await saveListing(deps, late, null);
		expect((await loadPool(deps)).listing).toEqual({ ...next, after: '' });
	});

	it('is not lost by heartbeats in between', async () => {
		const { deps, pass } = makeTestApi();
		const { listing } = await saveHeartbeat(deps, beat('w1'), deps.now());
		pass(1_000);
		await saveHeartbeat(deps, beat('w2'), deps.now());
		if (listing !== null) await saveListing(deps, listing, null);
		expect((await loadPool(deps)).listing).toEqual(listing);
	});

	it('is saved only when it is taken', async () => {
		const { deps, store, pass } = makeTestApi();
		await takeListing(deps, deps.now());
		pass(60_000);
		store.asked.length = 0;
		const third = await takeListing(deps, deps.now());
		expect(third).not.toBeNull();
		if (third !== null) await saveListing(deps, third, null);
		store.asked.length = 0;
		expect(await takeListing(deps, deps.now())).toBeNull();
		expect(store.asked).toEqual(['load']);
	});
});
