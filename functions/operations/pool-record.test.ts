import { describe, expect, it } from 'vitest';
import type { HeartbeatRequest } from '../protocol/agent.ts';
import { makeTestApi } from '../testing.ts';
import { loadPool, saveHeartbeat } from './pool-record.ts';

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

	it('is one for each stage, is no open call, and goes two minutes after the last worker', async () => {
		const { deps, pass } = makeTestApi();
		const other = { ...deps, config: { ...deps.config, stage: 'production' } };
		await saveHeartbeat(deps, beat('w1'), deps.now());
		expect((await loadPool(other)).workers).toEqual({});
		expect(await deps.store.size()).toBe(0);
		pass(120_000);
		expect((await deps.store.load('test:pool', { last: 0 })).value).toBeNull();
	});
});
