import { describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import type { Facts } from '../rooms/facts.ts';
import { makePolicy } from '../rooms/policy.ts';
import { makeTestApi, makeTestCall, testConfig } from '../testing.ts';
import { manyAgents, oldAgent } from './alerts.ts';
import { heard, noPool } from './pool.ts';
import { hangsUp, keyOf, recordOf, sweepNow } from './testing.ts';

const HOUR_MS = 3_600_000;
const environment = {
	LIVEKIT_URL: 'ws://127.0.0.1:7880',
	LIVEKIT_API_KEY: 'devkey',
	LIVEKIT_API_SECRET: '0123456789abcdef0123456789abcdef',
	STAGE: 'test',
};
const poolOf = (...active: readonly number[]) =>
	active.reduce(
		(pool, calls, i) =>
			heard(pool, { worker: `w${i}`, agentName: 'greenroom-test', state: 'accepting', active: calls }, 0),
		noPool,
	);

describe('limits of alerts', () => {
	it('are 50 agents and 4 hours, and what the environment says', () => {
		expect(readConfig(environment, '0')).toMatchObject({ alertAgents: 50, alertAgentMs: 4 * HOUR_MS });
		const other = { ...environment, ALERT_AGENTS: '7', ALERT_AGENT_HOURS: '12' };
		expect(readConfig(other, '0')).toMatchObject({ alertAgents: 7, alertAgentMs: 12 * HOUR_MS });
		for (const wrong of ['0', '-1', '1.5', 'x']) {
			expect(() => readConfig({ ...environment, ALERT_AGENTS: wrong }, '0')).toThrow('ALERT_AGENTS');
			expect(() => readConfig({ ...environment, ALERT_AGENT_HOURS: wrong }, '0')).toThrow('ALERT_AGENT_HOURS');
		}
	});
});

describe('many agents', () => {
	it('are more than the limit, over all workers that live', () => {
		expect(manyAgents(poolOf(25, 25), 1, testConfig)).toBeNull();
		expect(manyAgents(poolOf(25, 26), 1, testConfig)).toEqual({ alert: 'agents_many', value: 51, limit: 50 });
		expect(manyAgents(poolOf(25, 26), 12_000, testConfig)).toBeNull();
		expect(manyAgents(poolOf(3), 1, { alertAgents: 2 })).toMatchObject({ value: 3, limit: 2 });
	});
});

describe('an old agent', () => {
	async function served() {
		const call = await makeTestCall();
		const { value } = await call.deps.store.load(recordOf(call.room), { last: 0 });
		const facts: Facts = JSON.parse(value ?? '');
		const at = (ms: number, config = testConfig) => oldAgent(facts, call.deps.now() + ms, { ...call.deps, config });
		return { ...call, facts, at };
	}

	it('serves for longer than the limit', async () => {
		const { at } = await served();
		expect(at(4 * HOUR_MS)).toBeNull();
		expect(at(4 * HOUR_MS + 1)).toEqual({ alert: 'agent_old', value: 4, limit: 4 });
		expect(at(9.26 * HOUR_MS)).toEqual({ alert: 'agent_old', value: 9.3, limit: 4 });
		expect(at(2 * HOUR_MS, { ...testConfig, alertAgentMs: HOUR_MS })).toMatchObject({ value: 2, limit: 1 });
	});

	it('is none that is still coming, that has gone, or that was never there', async () => {
		const { facts, deps } = await served();
		const late = deps.now() + 5 * HOUR_MS;
		const without = (room: Partial<Facts['room']>) =>
			oldAgent({ ...facts, room: { ...facts.room, ...room } }, late, { ...deps, policy: makePolicy(testConfig) });
		expect(without({})).not.toBeNull();
		expect(without({ people: {} })).toBeNull();
		expect(without({ claim: facts.room.claim && { ...facts.room.claim, lostAt: late } })).toBeNull();
		expect(without({ claim: null })).toBeNull();
	});

	it('is said whenever its record is swept, with the trace of its call', async () => {
		const call = await makeTestCall();
		const { deps, logged, pass, room } = call;
		const alerts = () => logged.filter(({ level }) => level === 'alert');
		pass(4 * HOUR_MS);
		await sweepNow(deps);
		expect(alerts()).toEqual([]);
		pass(300_000);
		await sweepNow(deps);
		const line = { event: 'agent_old', message: 'An agent is older than it should be', value: 4.1, limit: 4 };
		expect(alerts()).toEqual([expect.objectContaining(line)]);
		expect(JSON.stringify(alerts())).not.toContain(keyOf(room).conversation);
		await hangsUp(deps, room);
		pass(3_000);
		await sweepNow(deps);
		expect(alerts()).toHaveLength(1);
	});

	it('is not said of a stage without calls', async () => {
		const { deps, logged } = makeTestApi();
		await sweepNow(deps);
		expect(logged).toEqual([]);
	});
});
