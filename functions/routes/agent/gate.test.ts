import { describe, expect, it } from 'vitest';
import { POOL_SUBJECT } from '../../protocol/agent.ts';
import { agentToken, makeTestApi, problemOf } from '../../testing.ts';

const job = { jobId: 'AJ_1', agentName: 'greenroom-test' };
const anotherSecret = 'another-secret-another-secret-32';

describe('the worker’s doors', () => {
	it('open only to a short token for this room, signed with the secret, without a video grant', async () => {
		const api = makeTestApi();
		const { room_name: room, participant_token } = await api.visitor().token();
		const claim = async (token: string) => (await api.agent(room)('claim', job, token)).status;
		expect(await claim(participant_token)).toBe(401);
		expect(await claim('nonsense')).toBe(401);
		expect(await claim(await agentToken(room, {}, anotherSecret))).toBe(401);
		expect(await claim(await agentToken(room, { aud: 'greenroom-visitor' }))).toBe(401);
		expect(await claim(await agentToken(room, { sub: `${room}0` }))).toBe(401);
		expect(await claim(await agentToken(POOL_SUBJECT))).toBe(401);
		expect(await claim(await agentToken(room, { iss: 'otherkey' }))).toBe(401);
		expect(await claim(await agentToken(room, { video: { roomJoin: true } }))).toBe(401);
		expect(await claim(await agentToken(room))).toBe(200);
	});

	it('refuse without a token, each of them', async () => {
		const { app, agent } = makeTestApi();
		const room = 'greenroom.test.v_somebody.1';
		const writer = { jobId: 'AJ_1', epoch: 1 };
		const turn = { id: 't1', role: 'user', text: 'hello', at: 1 };
		const doors = [
			['claim', job],
			['joined', { ...writer, identity: 'agent-AJ_1', sid: 'PA_1' }],
			['participants', { ...writer, people: [{ sid: 'PA_2', identity: 'human-x', present: true }] }],
			['lost', { jobId: 'AJ_1', code: 1, signal: null }],
			['turns', { ...writer, turns: [turn] }],
			['state', writer],
			['end', { ...writer, reason: 'said_goodbye' }],
			['heartbeat', { worker: 'w1', agentName: 'greenroom-test', state: 'accepting', active: 0 }],
		] as const;
		for (const [door, body] of doors) expect((await agent(room)(door, body, 'nonsense')).status).toBe(401);
		const unsigned = await app.request(`/api/agent/claim`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ room, ...job }),
		});
		expect(await problemOf(unsigned)).toMatchObject({ status: 401, code: 'unauthorized' });
	});

	it('know no room of another stage, and none that is not ours', async () => {
		const { agent, store } = makeTestApi();
		for (const room of ['greenroom.production.v_somebody.1', 'lobby']) {
			expect(await problemOf(await agent(room)('claim', job))).toMatchObject({ status: 404, code: 'not_found' });
		}
		expect(store.asked).toEqual([]);
	});
});
