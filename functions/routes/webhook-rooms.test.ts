import { describe, expect, it } from 'vitest';
import { parseRoomName } from '../protocol/names.ts';
import { agentOf, humanIn, makeTestCall, toldOf } from '../testing.ts';

describe('a room name that was closed', () => {
	const closed = async () => {
		const call = await makeTestCall();
		await call.ada.request('POST', '/api/livekit/delete-room', { room_name: call.room });
		for (const ms of [3_000, 17_000, 10_000]) {
			call.pass(ms);
			await call.pool();
		}
		call.server.did.length = 0;
		return call;
	};

	it.each(['room_started', 'participant_joined'])('is deleted again when %s tells that it lives', async (event) => {
		const { ada, webhook, server, room, human, pass } = await closed();
		const { room_name: next } = await ada.token();
		server.comes(room, human);
		await webhook({ event, room: server.told(room), participant: toldOf(human) });
		expect(server.did).toEqual([`delete ${room}`]);
		expect(server.has(room)).toBe(false);
		expect((await ada.view()).room).toBe(next);
		pass(1_000);
		await webhook({ event, room: server.told(room), participant: toldOf(human) });
		expect(server.did).toEqual([`delete ${room}`, `delete ${room}`]);
	});

	it.each(['room_finished', 'participant_left'])('is left alone when %s tells that it is gone', async (event) => {
		const { webhook, server, room, human, outcomes } = await closed();
		await webhook({ event, room: server.told(room), participant: toldOf(human) });
		expect(server.did).toEqual([]);
		expect(outcomes().at(-1)).toBe('known');
	});

	it('is deleted again 3 s and 20 s after it was seen to live', async () => {
		const { webhook, server, room, pool, pass } = await closed();
		await webhook({ event: 'room_started', room: server.told(room) });
		for (const [seconds, times] of [
			[2, 1],
			[1, 2],
			[16, 2],
			[1, 3],
			[60, 3],
		] as const) {
			pass(seconds * 1_000);
			await pool();
			expect(server.did).toHaveLength(times);
		}
	});

	it('is closed for every generation before, however old', async () => {
		const { ada, webhook, server, room } = await closed();
		const key = parseRoomName(room);
		const old = room.replace(/\d+$/, String((key?.generation ?? 0) - 1_000));
		await webhook({ event: 'room_started', room: server.told(old) });
		expect(server.did).toEqual([`delete ${old}`]);
		expect((await ada.view()).phase).toBe('closing');
	});
});

describe('a room whose server restarts', () => {
	it('goes on under its name in another life, and the end of the one before does not end it', async () => {
		const { ada, webhook, comes, server, room, pass, pool } = await makeTestCall();
		const before = server.told(room);
		pass(10_000);
		server.restarts();
		await webhook({ event: 'room_started', room: server.told(room) });
		pass(500);
		await comes(room, humanIn(room, 'PA_human_2'));
		await comes(room, agentOf('AJ_1', 'PA_agent_2'));
		await webhook({ event: 'room_finished', room: before });
		expect(await ada.view(room)).toMatchObject({ phase: 'active', room, ended: false });
		pass(120_000);
		await pool();
		expect(server.did).toEqual([]);
	});

	it('waits for the same job to join again, before another agent is asked for', async () => {
		const { webhook, comes, door, server, room, pass, pool } = await makeTestCall();
		pass(60_000);
		server.restarts();
		await webhook({ event: 'room_started', room: server.told(room) });
		pass(200);
		await comes(room, humanIn(room, 'PA_human_2'));
		pass(14_000);
		await pool();
		expect(server.did).toEqual([]);
		expect((await door('claim', { jobId: 'AJ_2', agentName: 'greenroom-test' })).status).toBe(409);
		pass(1_000);
		await pool();
		expect(server.did).toEqual([`dispatch greenroom-test ${room}`]);
	});
});
