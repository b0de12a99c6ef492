import { describe, expect, it } from 'vitest';
import { agentOf, humanIn, makeTestApi, makeTestCall, problemOf, sendWebhook, toldOf } from '../testing.ts';

/** Somebody has a token and has not come. */
async function awaited(api = makeTestApi()) {
	const ada = api.visitor();
	const { room_name: room } = await ada.token();
	return { ...api, ada, room, human: humanIn(room) };
}

describe('the webhook door', () => {
	it('takes what LiveKit signed and refuses everything else', async () => {
		const { app, room, human, server } = await awaited();
		const event = { event: 'participant_joined', id: 'EV_1', room: server.told(room), participant: toldOf(human) };
		expect((await sendWebhook(app, event)).status).toBe(200);
		expect((await sendWebhook(app, event, (body) => body.replace('PA_human', 'PA_other'))).status).toBe(401);
		const unsigned = await app.request('/api/livekit/webhook', { method: 'POST', body: JSON.stringify(event) });
		expect(await problemOf(unsigned)).toMatchObject({ status: 401, code: 'unauthorized' });
	});

	it('learns who is there, and who is not', async () => {
		const { ada, comes, goes, room, human, pass } = await awaited();
		const phase = async () => (await ada.view()).phase;
		expect(await phase()).toBe('starting');
		await comes(room, human);
		await comes(room, agentOf('AJ_1'));
		expect(await phase()).toBe('active');
		pass(60_000);
		await goes(room, human);
		expect(await phase()).toBe('grace_period');
	});

	it('does not count another service’s agent, nor a recorder, as ours or as somebody', async () => {
		const { ada, comes, webhook, room, human, server, pass } = await awaited();
		await comes(room, human);
		const foreign = { ...toldOf(agentOf('AJ_1')), attributes: { 'lk.agent_name': 'greenroom-production' } };
		await webhook({ event: 'participant_joined', room: server.told(room), participant: foreign });
		expect((await ada.view()).phase).toBe('starting');
		await comes(room, { sid: 'PA_rec', identity: 'EG_1', kind: 'other' });
		pass(1_000);
		await webhook({ event: 'participant_left', room: server.told(room), participant: toldOf(human) });
		expect((await ada.view()).phase).toBe('grace_period');
	});

	it('does not begin the grace when somebody left because they came again', async () => {
		const { ada, comes, webhook, room, human, server, pass, pool } = await awaited();
		await comes(room, human);
		await comes(room, agentOf('AJ_1'));
		pass(10_000);
		server.goes(room, human.sid);
		const evicted = { ...toldOf(human), disconnectReason: 'DUPLICATE_IDENTITY' };
		await webhook({ event: 'participant_left', room: server.told(room), participant: evicted });
		await comes(room, humanIn(room, 'PA_back'));
		pass(300_000);
		await pool();
		expect((await ada.view()).phase).toBe('active');
		expect(server.did).toEqual([]);
	});

	it('is asked again when the store is down: 5xx, never 4xx', async () => {
		const { comes, room, human, store } = await awaited();
		for (const methods of [['load'], ['save'], true] as const) {
			store.fails(methods);
			expect(await problemOf(await comes(room, human))).toMatchObject({ status: 503, code: 'store_unavailable' });
		}
		store.before(() => {
			throw new Error('a bug');
		});
		expect((await comes(room, human)).status).toBe(500);
		store.fails(false);
		expect((await comes(room, human)).status).toBe(200);
	});

	it('adopts a room that the store does not know, when somebody is in it', async () => {
		const { ada, room, human, comes, store, pass, pool, server } = await makeTestCall();
		store.losesEverything();
		pass(30_000);
		await comes(room, human);
		expect((await ada.view()).room).toBe(room);
		await pool();
		expect(server.did).toEqual([]);
		expect((await ada.view()).phase).toBe('active');
	});

	it('logs neither names nor rooms', async () => {
		const { webhook, server, room, human, logged } = await awaited();
		const participant = { ...toldOf(human), name: 'Ada Lovelace' };
		await webhook({ event: 'participant_joined', room: server.told(room), participant });
		const text = JSON.stringify(logged);
		expect(text).toContain('participant_joined');
		for (const secret of [room, human.identity, 'Ada']) expect(text).not.toContain(secret);
	});
});
