import { describe, expect, it } from 'vitest';
import { parseRoomName } from '../protocol/names.ts';
import { humanIn, makeTestCall } from '../testing.ts';

describe('the way back into a call', () => {
	it('is the same room within the grace', async () => {
		const { ada, room, human, goes, pass } = await makeTestCall();
		pass(5_000);
		await goes(room, human);
		pass(59_999);
		const token = await ada.token();
		expect(token.room_name).toBe(room);
		expect(token.conversation.phase).toBe('starting');
	});

	it('is another room after the grace, with what was said, and the old one is deleted', async () => {
		const { ada, room, human, goes, pass, server, door, writer } = await makeTestCall();
		await door('turns', { ...writer, turns: [{ id: 't1', role: 'user', text: 'hello', at: 1 }] });
		pass(5_000);
		await goes(room, human);
		pass(60_000);
		const token = await ada.token();
		const [before, after] = [parseRoomName(room), parseRoomName(token.room_name)];
		expect(after).toEqual({ ...before, generation: (before?.generation ?? 0) + 1 });
		expect(token.conversation.turns).toMatchObject([{ id: 't1' }]);
		expect(server.did).toEqual([`delete ${room}`]);
		expect(await ada.view(room)).toMatchObject({ ended: true, room: token.room_name });
	});

	it('waits for who asked in time: the room is not closed under them', async () => {
		const { ada, room, human, goes, comes, pass, pool, server } = await makeTestCall();
		pass(5_000);
		await goes(room, human);
		pass(59_000);
		await ada.token();
		pass(5_000);
		await pool();
		expect(server.did).toEqual([]);
		await comes(room, humanIn(room, 'PA_back'));
		expect(await ada.view()).toMatchObject({ phase: 'active', room });
	});

	it('is another room when the server has finished the old one', async () => {
		const { ada, room, human, goes, webhook, server, pass } = await makeTestCall();
		pass(5_000);
		const told = server.told(room);
		await goes(room, human);
		await webhook({ event: 'room_finished', room: told });
		expect((await ada.token()).room_name).not.toBe(room);
	});
});
