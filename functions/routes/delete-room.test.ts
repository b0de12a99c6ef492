import { describe, expect, it } from 'vitest';
import { agentOf, humanIn, makeTestCall, problemOf } from '../testing.ts';

const door = '/api/livekit/delete-room';

describe('the delete-room door', () => {
	it('closes the room and deletes it on LiveKit', async () => {
		const { ada, room, server, outcomes } = await makeTestCall();
		const response = await ada.request('POST', door, { room_name: room });
		expect(response.status).toBe(200);
		expect(await response.json()).toEqual({ success: true });
		expect(server.did).toEqual([`delete ${room}`]);
		expect(outcomes().at(-1)).toBe('closed');
		expect(await ada.view(room)).toMatchObject({ ended: true, room: null, phase: 'closing' });
	});

	it('takes what sendBeacon sends', async () => {
		const { ada, room, server } = await makeTestCall();
		const body = JSON.stringify({ room_name: room });
		expect((await ada.request('POST', door, body, { 'content-type': 'text/plain;charset=UTF-8' })).status).toBe(200);
		expect(server.did).toEqual([`delete ${room}`]);
	});

	it('closes only the call that it names: a late beacon does not end the next one', async () => {
		const { ada, room, outcomes } = await makeTestCall();
		await ada.request('POST', door, { room_name: room });
		const next = (await ada.token()).room_name;
		expect((await ada.request('POST', door, { room_name: room })).status).toBe(200);
		expect(outcomes().at(-1)).toBe('already_closed');
		expect((await ada.view()).room).toBe(next);
	});

	it('is success for a room that is gone, and when LiveKit does not answer', async () => {
		const gone = await makeTestCall();
		await gone.server.livekit.deleteRoom(gone.room);
		expect((await gone.ada.request('POST', door, { room_name: gone.room })).status).toBe(200);
		const silent = await makeTestCall();
		silent.server.fallsSilent();
		expect((await silent.ada.request('POST', door, { room_name: silent.room })).status).toBe(200);
		expect(await silent.ada.view(silent.room)).toMatchObject({ ended: true });
	});

	it('is looked after: the room is deleted again after 3 s and after 20 s, whatever LiveKit said', async () => {
		const { ada, room, server, pool, pass } = await makeTestCall();
		await ada.request('POST', door, { room_name: room });
		const times: number[] = [];
		for (let second = 1; second <= 60; second++) {
			const before = server.did.length;
			pass(1_000);
			await pool();
			if (server.did.length > before) times.push(second);
		}
		expect(times).toEqual([3, 20]);
		expect(server.did).toEqual([`delete ${room}`, `delete ${room}`, `delete ${room}`]);
	});

	it('closes it for good: an agent that was connecting, and a tab that was left, are put out again', async () => {
		const { ada, room, server, comes, pass } = await makeTestCall();
		await ada.request('POST', door, { room_name: room });
		pass(25_000);
		server.did.length = 0;
		await comes(room, agentOf('AJ_1', 'PA_again'));
		expect(server.did).toEqual([`delete ${room}`]);
		pass(100);
		await comes(room, humanIn(room, 'PA_tab'));
		expect(server.did).toEqual([`delete ${room}`, `delete ${room}`]);
	});

	it('answers 404 for another visitor’s room, and leaves it open', async () => {
		const { visitor, ada, room, server } = await makeTestCall();
		const eve = visitor();
		await eve.token();
		for (const who of [eve, visitor()]) {
			const response = await who.request('POST', door, { room_name: room });
			expect(await problemOf(response)).toMatchObject({ status: 404, code: 'not_found' });
		}
		expect(server.did).toEqual([]);
		expect((await ada.view()).room).toBe(room);
	});

	it('answers 404 for a room that does not exist yet', async () => {
		const { ada, room, server } = await makeTestCall();
		expect((await ada.request('POST', door, { room_name: `${room}9` })).status).toBe(404);
		expect(server.did).toEqual([]);
	});

	it('says 503 when it could not be saved, and has done nothing', async () => {
		const { ada, room, server, store } = await makeTestCall();
		store.fails(['save']);
		const response = await ada.request('POST', door, { room_name: room });
		expect(await problemOf(response)).toEqual({ status: 503, code: 'store_unavailable', retryAfter: '1' });
		expect(server.did).toEqual([]);
	});
});
