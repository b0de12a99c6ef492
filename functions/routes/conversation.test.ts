import { describe, expect, it } from 'vitest';
import { makeTestApi, makeTestCall } from '../testing.ts';
import { makeTestOperator } from './operator/testing.ts';

const turn = (id: string, text = id) => ({ id, role: 'user', text, at: 1 });

describe('the conversation door', () => {
	it('is empty for a stranger, who gets no cookie for asking', async () => {
		const { visitor } = makeTestApi();
		const nobody = visitor();
		const response = await nobody.request('GET', '/api/conversation');
		expect(await response.json()).toEqual({ phase: 'empty', room: null, turns: [], cursor: null });
		expect(nobody.cookie()).toBe('');
	});

	it('shows the room, the phase and what was said', async () => {
		const { ada, room, door, writer } = await makeTestCall();
		await door('turns', { ...writer, turns: [turn('t1', 'hello'), turn('t2')] });
		const view = await ada.view();
		expect(view).toMatchObject({ phase: 'active', room, cursor: null });
		expect(view.turns).toEqual([turn('t1', 'hello'), turn('t2')]);
	});

	it('pages back, fifty turns at a time', async () => {
		const { ada, door, writer } = await makeTestCall();
		const all = Array.from({ length: 70 }, (_, i) => turn(`t${i}`));
		await door('turns', { ...writer, turns: all.slice(0, 50) });
		await door('turns', { ...writer, turns: all.slice(50) });
		const recent = await ada.view();
		expect(recent.turns).toEqual(all.slice(20));
		const earlier = await (await ada.request('GET', `/api/conversation?before=${recent.cursor}`)).json();
		expect(earlier).toMatchObject({ turns: all.slice(0, 20), cursor: null });
	});

	it('alone says that a call has ended: for its own room, and only then', async () => {
		const { ada, room } = await makeTestCall();
		const ended = async () => (await (await ada.request('GET', `/api/conversation?room=${room}`)).json()).ended;
		expect(await ended()).toBe(false);
		await ada.request('POST', '/api/livekit/delete-room', { room_name: room });
		expect(await ended()).toBe(true);
		const next = (await ada.token()).room_name;
		expect(next).not.toBe(room);
		expect(await ended()).toBe(true);
	});

	it('says why a call has ended, and of one that goes on nothing', async () => {
		const call = await makeTestCall();
		const { ada, room, door, writer } = call;
		const view = async (of: string) => (await ada.request('GET', `/api/conversation?room=${of}`)).json();
		expect(await view(room)).not.toHaveProperty('end_reason');
		await door('end', { ...writer, reason: 'said_goodbye' });
		expect(await view(room)).toMatchObject({ ended: true, end_reason: 'said_goodbye' });
		const next = (await ada.token()).room_name;
		await makeTestOperator(call)('POST', `rooms/${next}/close`);
		expect(await view(next)).toMatchObject({ ended: true, end_reason: 'closed_by_operator' });
		expect(await view(room)).toMatchObject({ end_reason: 'said_goodbye' });
	});

	it('does not say that a call has ended because the store has lost it', async () => {
		const { ada, room } = await makeTestCall();
		const other = makeTestApi();
		const response = await other.app.request(`http://localhost:3000/api/conversation?room=${room}`, {
			headers: { cookie: ada.cookie() },
		});
		expect(await response.json()).toMatchObject({ ended: false });
	});

	it('is the visitor’s own: another one gets 404 for the room, and none of the turns', async () => {
		const { visitor, room, door, writer } = await makeTestCall();
		await door('turns', { ...writer, turns: [turn('t1', 'a secret')] });
		const eve = visitor();
		await eve.token();
		const byRoom = await eve.request('GET', `/api/conversation?room=${room}`);
		expect(byRoom.status).toBe(404);
		const own = await eve.request('GET', '/api/conversation');
		expect(await own.text()).not.toContain('a secret');
		expect((await visitor().request('GET', `/api/conversation?room=${room}`)).status).toBe(404);
	});

	it('forgets everything, closes the room, and shuts out what the agent still writes', async () => {
		const { ada, room, door, writer, server, outcomes } = await makeTestCall();
		await door('turns', { ...writer, turns: [turn('t1', 'a secret')] });
		await door('state', { ...writer, todo: ['milk'] });
		expect((await ada.request('DELETE', '/api/conversation')).status).toBe(200);
		expect(outcomes().at(-1)).toBe('forgotten');
		expect(server.did).toEqual([`delete ${room}`]);
		expect((await door('turns', { ...writer, turns: [turn('t2', 'late')] })).status).toBe(409);
		const view = await ada.view();
		expect(view).toMatchObject({ turns: [], room: null });
		const again = await ada.token();
		expect(again.room_name).not.toBe(room);
		expect(again.conversation.turns).toEqual([]);
	});

	it('forgets nothing of who has said nothing, which is success and no record', async () => {
		const { visitor, outcomes, store } = makeTestApi();
		const eve = visitor();
		await eve.token();
		store.losesEverything();
		expect((await eve.request('DELETE', '/api/conversation')).status).toBe(200);
		expect(outcomes().at(-1)).toBe('empty');
		expect(await store.store.size()).toBe(0);
	});
});
