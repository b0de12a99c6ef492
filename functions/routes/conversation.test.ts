import { describe, expect, it } from 'vitest';
import { makeTestApi } from '../testing.ts';

const turn = (id: string, text = id) => ({ id, role: 'user', text, at: 1 });

async function talking(api = makeTestApi()) {
	const ada = api.visitor();
	const { room_name } = await ada.token();
	const agent = api.agent(room_name);
	const claimed = await agent('claim', { jobId: 'AJ_1', agentName: 'greenroom-test' });
	const { epoch } = await claimed.json();
	return { ...api, ada, room: room_name, agent, epoch };
}

describe('the conversation door', () => {
	it('is empty for a stranger, who gets no cookie for asking', async () => {
		const { visitor } = makeTestApi();
		const nobody = visitor();
		const response = await nobody.request('GET', '/api/conversation');
		expect(await response.json()).toEqual({ phase: 'empty', room: null, turns: [], cursor: null });
		expect(nobody.cookie()).toBe('');
	});

	it('shows the room, the phase and what was said', async () => {
		const { ada, room, agent, epoch } = await talking();
		await agent('turns', { epoch, turns: [turn('t1', 'hello'), turn('t2')] });
		const view = await (await ada.request('GET', '/api/conversation')).json();
		expect(view).toMatchObject({ phase: 'starting', room, cursor: null });
		expect(view.turns).toEqual([turn('t1', 'hello'), turn('t2')]);
	});

	it('pages back, fifty turns at a time', async () => {
		const { ada, agent, epoch } = await talking();
		const all = Array.from({ length: 70 }, (_, i) => turn(`t${i}`));
		await agent('turns', { epoch, turns: all.slice(0, 50) });
		await agent('turns', { epoch, turns: all.slice(50) });
		const recent = await (await ada.request('GET', '/api/conversation')).json();
		expect(recent.turns).toEqual(all.slice(20));
		const earlier = await (await ada.request('GET', `/api/conversation?before=${recent.cursor}`)).json();
		expect(earlier).toMatchObject({ turns: all.slice(0, 20), cursor: null });
	});

	it('alone says that a call has ended: for its own room, and only then', async () => {
		const { ada, room } = await talking();
		const ended = async () => (await (await ada.request('GET', `/api/conversation?room=${room}`)).json()).ended;
		expect(await ended()).toBe(false);
		await ada.request('POST', '/api/livekit/delete-room', { room_name: room });
		expect(await ended()).toBe(true);
		const next = (await ada.token()).room_name;
		expect(next).not.toBe(room);
		expect(await ended()).toBe(true);
	});

	it('does not say that a call has ended because the store has lost it', async () => {
		const { ada, room } = await talking();
		const other = makeTestApi();
		const response = await other.app.request(`http://localhost:3000/api/conversation?room=${room}`, {
			headers: { cookie: ada.cookie() },
		});
		expect(await response.json()).toMatchObject({ ended: false });
	});

	it('is the visitor’s own: another one gets 404 for the room, and none of the turns', async () => {
		const { visitor, room, agent, epoch } = await talking();
		await agent('turns', { epoch, turns: [turn('t1', 'a secret')] });
		const eve = visitor();
		await eve.token();
		const byRoom = await eve.request('GET', `/api/conversation?room=${room}`);
		expect(byRoom.status).toBe(404);
		const own = await eve.request('GET', '/api/conversation');
		expect(await own.text()).not.toContain('a secret');
		expect((await visitor().request('GET', `/api/conversation?room=${room}`)).status).toBe(404);
	});

	it('forgets everything, closes the room, and shuts out what the agent still writes', async () => {
		const { ada, room, agent, epoch, deleted } = await talking();
		await agent('turns', { epoch, turns: [turn('t1', 'a secret')] });
		await agent('state', { epoch, todo: ['milk'] });
		expect((await ada.request('DELETE', '/api/conversation')).status).toBe(200);
		expect(deleted).toEqual([room]);
		expect((await agent('turns', { epoch, turns: [turn('t2', 'late')] })).status).toBe(409);
		const view = await (await ada.request('GET', '/api/conversation')).json();
		expect(view).toMatchObject({ turns: [], room: null });
		const again = await ada.token();
		expect(again.room_name).not.toBe(room);
		expect(again.conversation.turns).toEqual([]);
	});
});

describe('the delete-room door', () => {
	it('closes the room and deletes it on LiveKit', async () => {
		const { ada, room, deleted } = await talking();
		const response = await ada.request('POST', '/api/livekit/delete-room', { room_name: room });
		expect(response.status).toBe(200);
		expect(await response.json()).toEqual({ success: true });
		expect(deleted).toEqual([room]);
	});

	it('takes what sendBeacon sends', async () => {
		const { ada, room, deleted } = await talking();
		const body = JSON.stringify({ room_name: room });
		const headers = { 'content-type': 'text/plain;charset=UTF-8' };
		expect((await ada.request('POST', '/api/livekit/delete-room', body, headers)).status).toBe(200);
		expect(deleted).toEqual([room]);
	});

	it('closes only the call that it names: a late beacon does not end the next one', async () => {
		const { ada, room } = await talking();
		await ada.request('POST', '/api/livekit/delete-room', { room_name: room });
		const next = (await ada.token()).room_name;
		expect((await ada.request('POST', '/api/livekit/delete-room', { room_name: room })).status).toBe(200);
		const view = await (await ada.request('GET', '/api/conversation')).json();
		expect(view.room).toBe(next);
	});

	it('is success for a room that is gone, and when LiveKit does not answer', async () => {
		for (const answer of ['absent', 'unknown'] as const) {
			const api = await talking();
			api.livekitAnswers(answer);
			const response = await api.ada.request('POST', '/api/livekit/delete-room', { room_name: api.room });
			expect(response.status).toBe(200);
		}
	});

	it('answers 404 for another visitor’s room, and leaves it open', async () => {
		const { visitor, ada, room, deleted } = await talking();
		const eve = visitor();
		await eve.token();
		for (const who of [eve, visitor()]) {
			const response = await who.request('POST', '/api/livekit/delete-room', { room_name: room });
			expect(response.status).toBe(404);
		}
		expect(deleted).toEqual([]);
		expect((await (await ada.request('GET', '/api/conversation')).json()).room).toBe(room);
	});
});

describe('the visitor door', () => {
	it('gives a Bearer token that is a visitor of its own, without a cookie', async () => {
		const { visitor } = makeTestApi();
		const native = visitor();
		const { token } = await (await native.request('POST', '/api/visitor')).json();
		const headers = { authorization: `Bearer ${token}`, origin: 'https://elsewhere.example' };
		const first = await native.request('POST', '/api/livekit/token', {}, headers);
		expect(first.status).toBe(201);
		expect(first.headers.get('set-cookie')).toBeNull();
		expect(first.headers.get('access-control-allow-origin')).toBe('*');
		const second = await native.request('POST', '/api/livekit/token', {}, headers);
		expect((await second.json()).room_name).toBe((await first.json()).room_name);
	});

	it('renews the same visitor', async () => {
		const { visitor } = makeTestApi();
		const native = visitor();
		const { token } = await (await native.request('POST', '/api/visitor')).json();
		const bearer = (value: string) => ({ authorization: `Bearer ${value}` });
		const renewed = await (await native.request('POST', '/api/visitor', undefined, bearer(token))).json();
		const one = await (await native.request('POST', '/api/livekit/token', {}, bearer(token))).json();
		const two = await (await native.request('POST', '/api/livekit/token', {}, bearer(renewed.token))).json();
		expect(two.room_name).toBe(one.room_name);
	});

	it('refuses a token that does not hold, instead of making a new visitor of it', async () => {
		const { visitor } = makeTestApi();
		const { participant_token } = await visitor().token();
		for (const value of ['nonsense', participant_token]) {
			const response = await visitor().request('POST', '/api/livekit/token', {}, { authorization: `Bearer ${value}` });
			expect(response.status).toBe(401);
		}
	});
});
