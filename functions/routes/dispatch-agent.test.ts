import { describe, expect, it } from 'vitest';
import { agentOf, humanIn, makeTestApi, makeTestCall, problemOf } from '../testing.ts';

/** Somebody is in their room and sees no agent; a worker is there. */
async function alone(api = makeTestApi()) {
	const ada = api.visitor();
	const { room_name: room } = await ada.token();
	await api.pool();
	api.pass(1_000);
	await api.comes(room, humanIn(room));
	const ask = (body: object = {}) => ada.request('POST', '/api/livekit/dispatch-agent', { room_name: room, ...body });
	const answer = async (body: object = {}) => (await ask(body)).json();
	const passAlive = async (ms: number) => {
		for (let left = ms; left > 0; left -= 5_000) {
			api.pass(Math.min(left, 5_000));
			await api.pool();
		}
	};
	return { ...api, ada, room, ask, answer, passAlive, dispatch: `dispatch greenroom-test ${room}` };
}

describe('the dispatch-agent door', () => {
	it('waits for the agent of the token: no effect while it has time to come', async () => {
		const { answer, pass, server } = await alone();
		pass(9_999);
		expect(await answer()).toEqual({ dispatchId: null, reused: false, agent: 'pending' });
		expect(server.did).toEqual([]);
	});

	it('asks for an agent when nobody came for 10 s, and names the dispatch', async () => {
		const { answer, pass, pool, server, dispatch, outcomes } = await alone();
		pass(5_000);
		await pool();
		pass(5_000);
		expect(await answer()).toEqual({ dispatchId: 'AD_1', reused: false, agent: 'pending' });
		expect(server.did).toEqual([dispatch]);
		expect(outcomes().at(-1)).toBe('dispatched');
		expect(await answer()).toEqual({ dispatchId: null, reused: false, agent: 'pending' });
		expect(server.did).toEqual([dispatch]);
	});

	it('says reused of an agent that is seen, and of nothing else', async () => {
		const { answer, agent, comes, room, pass, server } = await alone();
		await agent(room)('claim', { jobId: 'AJ_1', agentName: 'greenroom-test' });
		expect(await answer()).toEqual({ dispatchId: null, reused: false, agent: 'pending' });
		await comes(room, agentOf('AJ_1'));
		pass(60_000);
		expect(await answer()).toEqual({ dispatchId: null, reused: true, agent: 'present' });
		expect(server.did).toEqual([]);
	});

	it('sees an agent of which nothing was heard', async () => {
		const { answer, agent, room, pass, server } = await alone();
		await agent(room)('claim', { jobId: 'AJ_1', agentName: 'greenroom-test' });
		server.comes(room, agentOf('AJ_1'));
		pass(60_000);
		expect(await answer()).toMatchObject({ reused: true, agent: 'present' });
	});

	it('sees the person of whom nothing was heard', async () => {
		const api = makeTestApi();
		const ada = api.visitor();
		const { room_name: room } = await ada.token();
		api.server.comes(room, humanIn(room));
		api.pass(10_000);
		await ada.request('POST', '/api/livekit/dispatch-agent', { room_name: room });
		expect(api.server.did).toEqual([`dispatch greenroom-test ${room}`]);
	});

	it('waits for a job that has asked to serve, longer than for a dispatch', async () => {
		const { answer, agent, room, pass, pool, server, dispatch } = await alone();
		pass(9_000);
		await agent(room)('claim', { jobId: 'AJ_1', agentName: 'greenroom-test' });
		pass(14_999);
		expect(await answer()).toMatchObject({ agent: 'pending' });
		expect(server.did).toEqual([]);
		pass(1);
		await pool();
		expect(server.did).toEqual([dispatch]);
	});

	it('removes a ghost that was reported, and asks for another agent at once', async () => {
		const { ada, room, door, server, pool, pass } = await makeTestCall();
		await pool();
		pass(5_000);
		server.fallsSilent();
		await door('lost', { jobId: 'AJ_1', code: 1, signal: null });
		server.fallsSilent(false);
		expect(server.did).toEqual([]);
		const response = await ada.request('POST', '/api/livekit/dispatch-agent', { room_name: room });
		expect(await response.json()).toEqual({ dispatchId: 'AD_2', reused: false, agent: 'pending' });
		expect(server.did).toEqual([`remove agent-AJ_1 ${room}`, `dispatch greenroom-test ${room}`]);
	});

	it('says that there is no worker when none is heard of, and dispatches nevertheless', async () => {
		const { answer, pass, server, dispatch } = await alone();
		pass(12_000);
		expect(await answer()).toMatchObject({ reused: false, agent: 'no_worker' });
		expect(server.did).toEqual([dispatch]);
	});

	it('does not take a worker that drains, or serves another agent, for one', async () => {
		const { answer, pool, pass } = await alone();
		await pool({ state: 'draining' });
		expect(await answer()).toMatchObject({ agent: 'no_worker' });
		await pool({ worker: 'w2', agentName: 'other-test' });
		expect(await answer()).toMatchObject({ agent: 'no_worker' });
		pass(1_000);
		await pool({ worker: 'w3' });
		expect(await answer()).toMatchObject({ agent: 'pending' });
	});

	it('says after three tries that no agent comes, and when to ask again', async () => {
		const { ask, passAlive, server, dispatch } = await alone();
		await passAlive(39_000);
		expect(server.did.filter((act) => act === dispatch)).toHaveLength(3);
		await passAlive(1_000);
		expect(await problemOf(await ask())).toEqual({ status: 503, code: 'agent_unavailable', retryAfter: '30' });
		expect(server.did.filter((act) => act === dispatch)).toHaveLength(3);
		await passAlive(30_000);
		expect((await ask()).status).toBe(200);
		expect(server.did.filter((act) => act === dispatch)).toHaveLength(4);
	});

	it('tries anew when the person asks for it, once', async () => {
		const { ask, answer, passAlive, pass, server, dispatch } = await alone();
		await passAlive(40_000);
		expect((await ask()).status).toBe(503);
		const did = () => server.did.filter((act) => act === dispatch).length;
		expect(await answer({ retry: true })).toMatchObject({ agent: 'pending', dispatchId: expect.any(String) });
		expect(did()).toBe(4);
		pass(1_000);
		expect(await answer({ retry: true })).toEqual({ dispatchId: null, reused: false, agent: 'pending' });
		expect(did()).toBe(4);
	});

	it('keeps the timezone and its offset for the agent', async () => {
		const { ask, agent, room } = await alone();
		await ask({ timezone: 'Asia/Kathmandu', timezoneOffset: -345 });
		await ask({});
		const claim = await agent(room)('claim', { jobId: 'AJ_1', agentName: 'greenroom-test' });
		expect(await claim.json()).toMatchObject({ timezone: 'Asia/Kathmandu', timezoneOffset: -345 });
	});

	it('does nothing on what it cannot see: LiveKit does not answer', async () => {
		const { answer, pool, pass, server } = await alone();
		pass(10_000);
		await pool();
		server.did.length = 0;
		server.fallsSilent();
		pass(10_000);
		expect(await answer()).toMatchObject({ reused: false, dispatchId: null });
		expect(server.did).toEqual([]);
	});

	it('brings nobody into a room that the person is not in', async () => {
		const { answer, goes, room, pass, server } = await alone();
		pass(1_000);
		await goes(room, humanIn(room));
		pass(20_000);
		await answer();
		expect(server.did).toEqual([]);
	});

	it('says that the room is closed, or not there', async () => {
		const { ada, ask, room, server } = await alone();
		await ada.request('POST', '/api/livekit/delete-room', { room_name: room });
		server.did.length = 0;
		expect(await problemOf(await ask())).toMatchObject({ status: 409, code: 'room_closed' });
		expect(await problemOf(await ask({ room_name: `${room}9` }))).toMatchObject({ status: 404, code: 'not_found' });
		expect(server.did).toEqual([]);
	});

	it('knows no room of another visitor', async () => {
		const { visitor, room, server, pass } = await alone();
		pass(20_000);
		const eve = visitor();
		await eve.token();
		for (const who of [eve, visitor()]) {
			const response = await who.request('POST', '/api/livekit/dispatch-agent', { room_name: room });
			expect(await problemOf(response)).toMatchObject({ status: 404, code: 'not_found' });
		}
		expect(server.did).toEqual([]);
	});

	it('is limited for one visitor', async () => {
		const { ask, visitor, pass } = await alone();
		for (let i = 0; i < 60; i++) expect((await ask()).status).toBe(200);
		expect(await problemOf(await ask())).toMatchObject({ status: 429, code: 'too_many_requests' });
		expect((await visitor().request('POST', '/api/livekit/token', {})).status).toBe(201);
		pass(60_000);
		expect((await ask()).status).toBe(200);
	});

	it('refuses what is not a request', async () => {
		const { ask, ada } = await alone();
		for (const body of [{ room_name: 7 }, { timezone_offset: 1_000 }, { retry: 'yes' }])
			expect(await problemOf(await ask(body))).toMatchObject({ status: 400, code: 'invalid_request' });
		const nameless = await ada.request('POST', '/api/livekit/dispatch-agent', {});
		expect(await problemOf(nameless)).toMatchObject({ status: 400, code: 'invalid_request' });
	});
});
