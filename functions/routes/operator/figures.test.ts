import { describe, expect, it } from 'vitest';
import { listAll } from '../../operations/listing.ts';
import { sorted } from '../../operations/testing.ts';
import { agentsResponseSchema, type StatsResponse, statsResponseSchema } from '../../protocol/operator.ts';
import { agentOf, humanIn, makeTestApi, makeTestCall, testConfig } from '../../testing.ts';
import { makeTestOperator } from './testing.ts';

type Api = ReturnType<typeof makeTestApi>;

const strange = 'greenroom.test.v_stranger.1794000000';
const HOUR_MS = 3_600_000;

const agents = async (api: Api) =>
	agentsResponseSchema.parse(await (await makeTestOperator(api)('GET', 'agents')).json());
const stats = async (api: Api): Promise<StatsResponse> =>
	statsResponseSchema.parse(await (await makeTestOperator(api)('GET', 'stats')).json());

describe('GET agents', () => {
	it('has the agents of all calls, and the workers that were heard of lately', async () => {
		const api = makeTestApi();
		const calls = [await makeTestCall(api), await makeTestCall(api)];
		await api.pool({ worker: 'w0', active: 9 });
		api.pass(9_000);
		await api.pool({ worker: 'w1', active: 2, slots: 4, release: 1 });
		await api.pool({ worker: 'w2', state: 'draining', active: 1 });
		await api.pool({ worker: 'w3', active: 0, slots: 4, release: 2 });
		api.pass(3_000);
		const answer = await agents(api);
		expect(answer).toMatchObject({ livekit: true, truncated: false, alerts: [] });
		expect(sorted(answer.agents.map(({ room }) => room))).toEqual(sorted(calls.map(({ room }) => room)));
		expect(answer.agents[0]).toMatchObject({ jobId: 'AJ_1', epoch: 1, state: 'bound', ageMs: 12_000 });
		const accepting = { agentName: 'greenroom-test', state: 'accepting', silentMs: 3_000 };
		expect(answer.workers).toEqual([
			{ worker: 'w1', ...accepting, active: 2, slots: 4, release: 1, cordoned: true },
			{ worker: 'w2', ...accepting, state: 'draining', active: 1, slots: null, release: null, cordoned: true },
			{ worker: 'w3', ...accepting, active: 0, slots: 4, release: 2, cordoned: false },
		]);
	});

	it('has what the store knows when LiveKit does not answer', async () => {
		const call = await makeTestCall();
		call.server.fallsSilent();
		expect(await agents(call)).toMatchObject({ livekit: false, agents: [{ room: call.room }] });
	});
});

describe('alerts', () => {
	const alertsOf = async (api: Api) => {
		const [{ alerts }, inStats] = [await agents(api), await stats(api)];
		expect(inStats.alerts).toEqual(alerts);
		return alerts;
	};

	it('are none where all is well', async () => {
		const call = await makeTestCall();
		await call.pool({ active: 1 });
		expect(await alertsOf(call)).toEqual([]);
	});

	it('are: more agents than there should be', async () => {
		const api = makeTestApi();
		await api.pool({ worker: 'w1', active: 30 });
		await api.pool({ worker: 'w2', active: 21, state: 'draining' });
		expect(await alertsOf(api)).toEqual([{ alert: 'agents_many', value: 51, limit: 50 }]);
	});

	it('are: an agent that is older than it should be', async () => {
		const call = await makeTestCall();
		call.pass(4 * HOUR_MS);
		await call.pool({ active: 1 });
		expect(await alertsOf(call)).toEqual([]);
		call.pass(HOUR_MS / 2);
		await call.pool({ active: 1 });
		expect(await alertsOf(call)).toEqual([{ alert: 'agent_old', value: 4.5, limit: 4, room: call.room }]);
	});

	it('are not: an agent whose claim is dead, however old', async () => {
		const call = await makeTestCall();
		call.server.fallsSilent();
		await call.door('lost', { jobId: 'AJ_1', code: 1, signal: null });
		call.pass(5 * HOUR_MS);
		await call.pool({ active: 1 });
		expect((await agents(call)).agents).toMatchObject([{ state: 'gone', ageMs: 5 * HOUR_MS }]);
		expect(await alertsOf(call)).toEqual([]);
	});

	it('are at the limits of the environment', async () => {
		const config = { ...testConfig, alertAgents: 2, alertAgentMs: HOUR_MS };
		const call = await makeTestCall(makeTestApi({ config }));
		call.pass(2 * HOUR_MS);
		await call.pool({ active: 3 });
		expect(await alertsOf(call)).toEqual([
			{ alert: 'agents_many', value: 3, limit: 2 },
			{ alert: 'agent_old', value: 2, limit: 1, room: call.room },
		]);
	});

	it('are: rooms that were left behind', async () => {
		const api = makeTestApi();
		await api.pool();
		api.server.comes(strange, humanIn(strange));
		expect(await alertsOf(api)).toEqual([{ alert: 'orphans', value: 1, limit: 0 }]);
	});

	it('are: no worker takes calls', async () => {
		const api = makeTestApi();
		const none = [{ alert: 'no_worker', value: 0, limit: 1 }];
		expect(await alertsOf(api)).toEqual(none);
		await api.pool({ state: 'draining' });
		expect(await alertsOf(api)).toEqual(none);
		await api.pool();
		expect(await alertsOf(api)).toEqual([]);
		api.pass(12_000);
		expect(await alertsOf(api)).toEqual(none);
	});
});

describe('GET stats', () => {
	it('begins with nothing', async () => {
		const api = makeTestApi();
		expect(await stats(api)).toEqual({
			at: api.deps.now(),
			version: '0.0.0',
			stage: 'test',
			open: 0,
			grace: { started: 0, cancelled: 0, expired: 0, meanMs: null },
			dispatches: { made: 0, retries: 0, unavailable: 0, losses: 0 },
			jobs: { ends: {}, crashRate: null },
			sweeps: { swept: 0, listings: 0, adopted: 0 },
			ledger: { entries: [], reclaimed: 0, agentMinutesSaved: 0 },
			counters: {},
			alerts: [{ alert: 'no_worker', value: 0, limit: 1 }],
		});
	});

	it('has each grace, whether it was cancelled or has expired, and how long it was', async () => {
		const call = await makeTestCall();
		const { room, human, pass, goes, comes, pool } = call;
		for (const [i, ms] of [10_000, 20_000].entries()) {
			await goes(room, i === 0 ? human : humanIn(room, `PA_${i}`));
			expect(await stats(call)).toMatchObject({ grace: { started: i + 1, cancelled: i } });
			pass(ms);
			await comes(room, humanIn(room, `PA_${i + 1}`));
		}
		expect((await stats(call)).grace).toEqual({ started: 2, cancelled: 2, expired: 0, meanMs: 15_000 });
		await goes(room, humanIn(room, 'PA_2'));
		pass(60_000);
		await pool();
		expect((await stats(call)).grace).toEqual({ started: 3, cancelled: 2, expired: 1, meanMs: 30_000 });
	});

	it('has no grace for a refresh that evicts its own former self', async () => {
		const call = await makeTestCall();
		const { room, human, webhook, server } = call;
		const told = { sid: human.sid, identity: human.identity, kind: 'STANDARD', disconnectReason: 'DUPLICATE_IDENTITY' };
		await webhook({ event: 'participant_left', room: server.told(room), participant: told });
		await call.comes(room, humanIn(room, 'PA_2'));
		expect((await stats(call)).grace).toMatchObject({ started: 0, cancelled: 0 });
	});

	it('has dispatches, tries again, and agents that were never found', async () => {
		const api = makeTestApi();
		const { room_name: room } = await api.visitor().token();
		await api.comes(room, humanIn(room));
		for (let i = 0; i < 60; i++) {
			api.pass(1_000);
			await api.pool({ state: 'draining' });
		}
		const { dispatches, open } = await stats(api);
		expect({ dispatches, open }).toEqual({
			dispatches: { made: 3, retries: 2, unavailable: 1, losses: 0 },
			open: 1,
		});
	});

	it('has agents that were lost, and how their jobs have ended', async () => {
		const call = await makeTestCall();
		await call.door('lost', { jobId: 'AJ_1', code: null, signal: 'SIGKILL' });
		await call.pool({ ends: { 'served:SIGKILL': 1, 'served:exit_0': 3, 'idle:SIGTERM': 5 } });
		const { dispatches, jobs } = await stats(call);
		expect(dispatches).toMatchObject({ losses: 1 });
		expect(jobs).toEqual({
			ends: { 'served:SIGKILL': 1, 'served:exit_0': 3, 'idle:SIGTERM': 5 },
			crashRate: 0.25,
		});
	});

	it('has sweeps, listings, adopted rooms, and the ledger with the newest first', async () => {
		const api = makeTestApi();
		api.server.comes(strange, agentOf('AJ_1'));
		await api.pool();
		api.pass(90_000);
		await api.pool();
		expect(api.server.did).toEqual([`delete ${strange}`]);
		api.pass(60_000);
		await api.pool();
		api.pass(1);
		api.server.comes(strange, humanIn(strange));
		await listAll(api.deps, { after: null, withinMs: 4_000 });
		const { sweeps, ledger } = await stats(api);
		expect(sweeps).toMatchObject({ listings: 1, adopted: 1 });
		expect(sweeps.swept).toBeGreaterThan(1);
		expect(ledger).toMatchObject({ reclaimed: 2, agentMinutesSaved: 239 });
		expect(ledger.entries).toEqual([
			{ at: api.deps.now(), room: strange, what: 'room', why: 'tombstone', agents: 0, agentMinutesSaved: 0 },
			{ at: api.deps.now() - 60_001, room: strange, what: 'room', why: 'deserted', agents: 1, agentMinutesSaved: 239 },
		]);
	});

	it('counts each thing once, although whoever asked lost the race', async () => {
		const call = await makeTestCall();
		const { room, human, goes, pass, pool } = call;
		await goes(room, human);
		pass(60_000);
		await Promise.all([pool({ worker: 'w1' }), pool({ worker: 'w2' }), pool({ worker: 'w3' })]);
		expect(await stats(call)).toMatchObject({ grace: { started: 1, expired: 1 } });
	});
});
