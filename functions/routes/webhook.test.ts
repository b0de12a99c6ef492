import { describe, expect, it } from 'vitest';
import { makeTestApi, sendWebhook } from '../testing.ts';

const human = { sid: 'PA_h', identity: 'human-x', kind: 'STANDARD', joinedAtMs: '1794999999000' };
const agent = { sid: 'PA_a', identity: 'agent-x', kind: 'AGENT', attributes: { 'lk.agent_name': 'greenroom-test' } };

async function open(api = makeTestApi()) {
	const ada = api.visitor();
	const { room_name } = await ada.token();
	const room = { name: room_name, sid: 'RM_1' };
	const phase = async () => (await (await ada.request('GET', '/api/conversation')).json()).phase;
	return { ...api, room, phase };
}

describe('the webhook door', () => {
	it('takes what LiveKit signed and refuses everything else', async () => {
		const { app, room } = await open();
		const event = { event: 'participant_joined', id: 'EV_1', room, participant: human };
		expect((await sendWebhook(app, event)).status).toBe(200);
		expect((await sendWebhook(app, event, (body) => body.replace('PA_h', 'PA_z'))).status).toBe(401);
		const unsigned = await app.request('/api/livekit/webhook', { method: 'POST', body: JSON.stringify(event) });
		expect(unsigned.status).toBe(401);
	});

	it('learns who is there', async () => {
		const { webhook, room, phase } = await open();
		expect(await phase()).toBe('starting');
		await webhook({ event: 'participant_joined', id: 'EV_1', room, participant: human });
		await webhook({ event: 'participant_joined', id: 'EV_2', room, participant: agent });
		expect(await phase()).toBe('active');
	});

	it('learns who is not', async () => {
		const { webhook, room, phase, pass } = await open();
		await webhook({ event: 'participant_joined', id: 'EV_1', room, participant: human });
		pass(60_000);
		await webhook({ event: 'participant_left', id: 'EV_2', room, participant: human });
		expect(await phase()).toBe('grace_period');
	});

	it('does not count another service’s agent as ours', async () => {
		const { webhook, room, phase } = await open();
		await webhook({ event: 'participant_joined', id: 'EV_1', room, participant: human });
		const foreign = { ...agent, attributes: {} };
		await webhook({ event: 'participant_joined', id: 'EV_2', room, participant: foreign });
		expect(await phase()).toBe('starting');
	});

	it('answers 200 to events, rooms and fields that it does not know', async () => {
		const { webhook, room } = await open();
		const events = [
			{ event: 'agent_job_started', id: 'EV_1', room, job: { id: 'AJ_1' } },
			{ event: 'something_new', id: 'EV_2' },
			{ event: 'track_published', id: 'EV_3', room, participant: { sid: 'PA_h', identity: 'human-x' } },
			{ event: 'participant_joined', id: 'EV_4', room: { name: 'lobby', sid: 'RM_9' }, participant: human },
			{ event: 'participant_left', id: 'EV_5', room: { ...room, name: `${room.name}7` }, participant: human },
		];
		for (const event of events) expect((await webhook(event)).status).toBe(200);
	});

	it('is asked again when the store is down: 5xx, never 4xx', async () => {
		const api = makeTestApi();
		const { room } = await open(api);
		const broken = makeTestApi({
			store: { ...api.deps.store, load: () => Promise.reject(new Error('down')) },
		});
		const response = await broken.webhook({ event: 'participant_joined', id: 'EV_1', room, participant: human });
		expect(response.status).toBe(500);
	});

	it('logs neither names nor rooms', async () => {
		const { webhook, room, logged } = await open();
		await webhook({ event: 'participant_joined', id: 'EV_1', room, participant: { ...human, name: 'Ada Lovelace' } });
		const text = JSON.stringify(logged);
		expect(text).toContain('participant_joined');
		for (const secret of [room.name, 'human-x', 'Ada']) expect(text).not.toContain(secret);
	});
});
