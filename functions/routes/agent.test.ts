import { describe, expect, it } from 'vitest';
import { agentToken, makeTestApi } from '../testing.ts';

const job = (jobId: string) => ({ jobId, agentName: 'greenroom-test' });

async function starting(api = makeTestApi()) {
	const ada = api.visitor();
	const { room_name, participant_token } = await ada.token();
	return { ...api, ada, room: room_name, participantToken: participant_token, agent: api.agent(room_name) };
}

describe('the worker’s doors', () => {
	it('open only to a short token for this room, signed with the secret, without a video grant', async () => {
		const { room, agent, participantToken } = await starting();
		const claim = async (token: string) => (await agent('claim', job('AJ_1'), token)).status;
		expect(await claim(participantToken)).toBe(401);
		expect(await claim('nonsense')).toBe(401);
		expect(await claim(await agentToken(room, {}, 'another-secret-another-secret-32'))).toBe(401);
		expect(await claim(await agentToken(room, { aud: 'greenroom-visitor' }))).toBe(401);
		expect(await claim(await agentToken(room, { sub: `${room}0` }))).toBe(401);
		expect(await claim(await agentToken(room, { iss: 'otherkey' }))).toBe(401);
		expect(await claim(await agentToken(room, { video: { roomJoin: true } }))).toBe(401);
		expect(await claim(await agentToken(room))).toBe(200);
	});

	it('let one job have a room', async () => {
		const { agent } = await starting();
		const first = await agent('claim', job('AJ_1'));
		expect(await first.json()).toMatchObject({ epoch: 1, start: 'first', graceSeconds: 60, turns: [], todo: [] });
		const second = await agent('claim', job('AJ_2'));
		expect(second.status).toBe(409);
		expect(await second.json()).toMatchObject({ code: 'claim_taken' });
		expect(await (await agent('claim', job('AJ_1'))).json()).toMatchObject({ epoch: 1 });
	});

	it('let one of many win at the same time', async () => {
		const { agent } = await starting();
		const all = await Promise.all(Array.from({ length: 12 }, (_, i) => agent('claim', job(`AJ_${i}`))));
		expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
	});

	it('refuse a room that was closed', async () => {
		const { ada, room, agent } = await starting();
		await ada.request('POST', '/api/livekit/delete-room', { room_name: room });
		const claim = await agent('claim', job('AJ_1'));
		expect(claim.status).toBe(409);
		expect(await claim.json()).toMatchObject({ code: 'room_closed' });
	});

	it('adopt a room that the store does not know: somebody’s token has made it', async () => {
		const { room } = await starting();
		const { agent } = makeTestApi();
		expect((await agent(room)('claim', job('AJ_1'))).status).toBe(200);
	});

	it('refuse a replaced agent everything, and tell the next one what was said', async () => {
		const { agent, webhook, room, pass } = await starting();
		await agent('claim', job('AJ_1'));
		await agent('joined', { jobId: 'AJ_1', epoch: 1, identity: 'agent-AJ_1', sid: 'PA_1' });
		await agent('turns', { epoch: 1, turns: [{ id: 't1', role: 'user', text: 'hello', at: 1 }] });
		await agent('state', { epoch: 1, todo: ['milk'] });
		await webhook({
			event: 'participant_left',
			id: 'EV_1',
			room: { name: room, sid: 'RM_1' },
			participant: { sid: 'PA_1', identity: 'agent-AJ_1', kind: 'AGENT', attributes: { 'lk.agent_name': 'x' } },
		});
		pass(1_000);
		const next = await agent('claim', job('AJ_2'));
		expect(await next.json()).toMatchObject({ epoch: 2, start: 'replacement', todo: ['milk'], turns: [{ id: 't1' }] });
		const late = [
			agent('turns', { epoch: 1, turns: [{ id: 't2', role: 'agent', text: 'late', at: 2 }] }),
			agent('state', { epoch: 1, todo: [] }),
			agent('end', { epoch: 1, reason: 'grace_expired' }),
			agent('joined', { jobId: 'AJ_1', epoch: 1, identity: 'agent-AJ_1', sid: 'PA_1' }),
		];
		for (const response of await Promise.all(late)) {
			expect(response.status).toBe(409);
			expect(await response.json()).toMatchObject({ code: 'stale_epoch' });
		}
	});

	it('store a turn once, however often it is sent', async () => {
		const { ada, agent } = await starting();
		await agent('claim', job('AJ_1'));
		const turns = [{ id: 't1', role: 'agent', text: 'hello', at: 1, interrupted: true }];
		for (let i = 0; i < 3; i++) expect((await agent('turns', { epoch: 1, turns })).status).toBe(200);
		expect((await (await ada.request('GET', '/api/conversation')).json()).turns).toEqual(turns);
	});

	it('end the call: the room is deleted, the next token opens another one with the old history', async () => {
		const { ada, agent, room, deleted } = await starting();
		await agent('claim', job('AJ_1'));
		await agent('turns', { epoch: 1, turns: [{ id: 't1', role: 'user', text: 'hello', at: 1 }] });
		expect((await agent('end', { epoch: 1, reason: 'grace_expired' })).status).toBe(200);
		expect((await agent('end', { epoch: 1, reason: 'grace_expired' })).status).toBe(200);
		expect(deleted).toContain(room);
		const next = await ada.token();
		expect(next.room_name).not.toBe(room);
		expect(next.conversation.turns).toMatchObject([{ id: 't1' }]);
	});

	it('still take the last turn of a call that has just ended', async () => {
		const { ada, agent, room } = await starting();
		await agent('claim', job('AJ_1'));
		await ada.request('POST', '/api/livekit/delete-room', { room_name: room });
		const late = await agent('turns', { epoch: 1, turns: [{ id: 't1', role: 'agent', text: 'bye', at: 1 }] });
		expect(late.status).toBe(200);
	});

	it('give a new job the tail of a long history', async () => {
		const api = makeTestApi();
		const { agent, ada, room } = await starting(api);
		const { agent: newAgent } = api;
		await agent('claim', job('AJ_1'));
		const turns = Array.from({ length: 40 }, (_, i) => ({ id: `t${i}`, role: 'user', text: 'x'.repeat(1000), at: i }));
		await agent('turns', { epoch: 1, turns });
		await ada.request('POST', '/api/livekit/delete-room', { room_name: room });
		const { room_name } = await ada.token();
		const { start, turns: tail } = await (await newAgent(room_name)('claim', job('AJ_2'))).json();
		expect(start).toBe('return');
		expect(tail).toEqual(turns.slice(-16));
	});
});
