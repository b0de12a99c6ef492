import { describe, expect, it } from 'vitest';
import { humanIn, makeTestApi, makeTestCall, toldOf } from '../testing.ts';

/** Somebody has a token and has not come. */
async function awaited(api = makeTestApi()) {
	const ada = api.visitor();
	const { room_name: room } = await ada.token();
	return { ...api, ada, room, human: humanIn(room), outcome: () => api.outcomes().at(-1) };
}

describe('an event of LiveKit', () => {
	it.each([
		['room_started', 'observed'],
		['room_finished', 'observed'],
		['participant_joined', 'observed'],
		['participant_left', 'observed'],
		['participant_connection_aborted', 'observed'],
		['track_published', 'not_needed'],
		['track_unpublished', 'not_needed'],
		['egress_started', 'not_needed'],
		['egress_updated', 'not_needed'],
		['egress_ended', 'not_needed'],
		['ingress_started', 'not_needed'],
		['ingress_ended', 'not_needed'],
		['agent_job_started', 'not_needed'],
		['agent_job_ended', 'not_needed'],
		['something_new', 'counted'],
	])('named %s is %s', async (event, outcome) => {
		const api = await awaited();
		const told = { event, room: api.server.told(api.room), participant: toldOf(api.human), job: { id: 'AJ_1' } };
		expect((await api.webhook(told)).status).toBe(200);
		expect(api.outcome()).toBe(outcome);
		const counters = Object.entries(await api.store.store.counters()).filter(([name]) => name.startsWith('webhook'));
		const counted = new Map([
			['observed', `webhook:${event}`],
			['counted', 'webhook_unknown'],
		]).get(outcome);
		expect(counters).toEqual(counted === undefined ? [] : [[counted, 1]]);
	});

	it('that is not needed is answered without the store', async () => {
		const { webhook, server, room, human, store } = await makeTestCall();
		store.asked.length = 0;
		for (const event of ['track_published', 'egress_started', 'ingress_ended', 'agent_job_started'])
			await webhook({ event, room: server.told(room), participant: toldOf(human) });
		expect(store.asked).toEqual([]);
	});

	it('of a room that is not ours is passed by, and so is one of another stage', async () => {
		const { webhook, store, outcomes, human } = await awaited();
		store.asked.length = 0;
		for (const name of ['lobby', 'greenroom.production.v_somebody.1', 'greenroom.test.v_somebody.1.2'])
			await webhook({ event: 'participant_joined', room: { name, sid: 'RM_9' }, participant: toldOf(human) });
		await webhook({ event: 'participant_joined', participant: toldOf(human) });
		expect(outcomes().slice(1)).toEqual(Array.from({ length: 4 }, () => 'foreign_room'));
		expect(store.asked).toEqual([]);
	});

	it('that tells of nobody begins no record', async () => {
		const { webhook, store, outcomes } = makeTestApi();
		const room = { name: 'greenroom.test.v_somebody.1', sid: 'RM_1', creationTimeMs: '1' };
		for (const event of ['room_started', 'room_finished', 'participant_left'])
			await webhook({ event, room, participant: toldOf(humanIn(room.name)) });
		expect(outcomes()).toEqual(['unknown_room', 'unknown_room', 'unknown_room']);
		expect(store.asked).not.toContain('save');
	});

	it('without the room’s creation time is understood all the same', async () => {
		const { ada, webhook, room, human, outcome } = await awaited();
		await webhook({ event: 'participant_joined', room: { name: room, sid: 'RM_1' }, participant: toldOf(human) });
		expect(outcome()).toBe('observed');
		expect((await ada.view()).phase).toBe('starting');
	});
});

describe('an event that comes again', () => {
	it('is known by its id, and changes nothing', async () => {
		const { webhook, server, room, human, store, outcome } = await awaited();
		const event = { event: 'participant_joined', id: 'EV_x', room: server.told(room), participant: toldOf(human) };
		await webhook(event);
		store.asked.length = 0;
		await webhook(event);
		expect(outcome()).toBe('repeated');
		expect(store.asked).toEqual(['load']);
		expect(await store.store.counters()).toEqual({ 'webhook:participant_joined': 1 });
	});

	it('is known by its contents when the id is a new one', async () => {
		const { comes, room, human, outcome } = await awaited();
		await comes(room, human);
		await comes(room, human);
		expect(outcome()).toBe('known');
	});

	it('is told from others by the last 64 ids', async () => {
		const { webhook, server, room, outcome } = await awaited();
		const come = (n: number) =>
			webhook({
				event: 'participant_joined',
				id: `EV_n${n}`,
				room: server.told(room),
				participant: toldOf(humanIn(room, `PA_${n}`)),
			});
		for (let n = 0; n < 65; n++) await come(n);
		await come(1);
		expect(outcome()).toBe('repeated');
		await come(0);
		expect(outcome()).not.toBe('repeated');
	});

	it('does not bring back who has left', async () => {
		const { ada, webhook, comes, goes, server, room, human, pass } = await awaited();
		await comes(room, human);
		pass(5_000);
		await goes(room, human);
		pass(1_000);
		await webhook({ event: 'participant_joined', room: server.told(room), participant: toldOf(human) });
		expect((await ada.view()).phase).toBe('grace_period');
	});
});
