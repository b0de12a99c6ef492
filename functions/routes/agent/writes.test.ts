import { describe, expect, it } from 'vitest';
import { makeTestCall, problemOf } from '../../testing.ts';

const turn = (id: string, text = id) => ({ id, role: 'agent', text, at: 1 });
const stale = { status: 409, code: 'stale_epoch' };

/** A call in which the agent of job AJ_1 was lost, and the one of AJ_2 serves. */
async function replaced() {
	const call = await makeTestCall();
	call.pass(5_000);
	await call.door('lost', { jobId: 'AJ_1', code: 1, signal: null });
	await call.door('claim', { jobId: 'AJ_2', agentName: 'greenroom-test' });
	return { ...call, next: { jobId: 'AJ_2', epoch: 2 } };
}

describe('the turns door', () => {
	it('stores a turn once, however often it is sent', async () => {
		const { ada, door, writer } = await makeTestCall();
		const turns = [{ ...turn('t1', 'hello'), interrupted: true }];
		for (let i = 0; i < 3; i++) expect((await door('turns', { ...writer, turns })).status).toBe(200);
		expect((await ada.view()).turns).toEqual(turns);
	});

	it('reads no record: the fence is enough', async () => {
		const { door, writer, store } = await makeTestCall();
		store.asked.length = 0;
		await door('turns', { ...writer, turns: [turn('t1')] });
		expect(store.asked).toEqual(['append']);
	});

	it('refuses a replaced agent, and stores nothing of it', async () => {
		const { ada, door, writer, next } = await replaced();
		expect(await problemOf(await door('turns', { ...writer, turns: [turn('late')] }))).toMatchObject(stale);
		expect((await door('turns', { ...next, turns: [turn('t1')] })).status).toBe(200);
		expect((await ada.view()).turns).toEqual([turn('t1')]);
	});

	it('still takes the last turn of a call that has just ended', async () => {
		const { ada, door, writer, room } = await makeTestCall();
		await ada.request('POST', '/api/livekit/delete-room', { room_name: room });
		expect((await door('turns', { ...writer, turns: [turn('bye')] })).status).toBe(200);
		expect((await ada.view()).turns).toEqual([turn('bye')]);
	});

	it('says 503 when the store does not answer, so that the agent keeps the turn', async () => {
		const { ada, door, writer, store } = await makeTestCall();
		store.fails();
		expect(await problemOf(await door('turns', { ...writer, turns: [turn('t1')] }))).toMatchObject({
			status: 503,
			code: 'store_unavailable',
		});
		store.fails(false);
		await door('turns', { ...writer, turns: [turn('t1')] });
		expect((await ada.view()).turns).toEqual([turn('t1')]);
	});
});

describe('the state door', () => {
	it('keeps what is said and leaves the rest as it is', async () => {
		const { door, writer, goes, room, served, pass } = await makeTestCall();
		await door('state', { ...writer, todo: ['milk'] });
		await door('state', { ...writer, timezone: 'Europe/Rome' });
		pass(5_000);
		await goes(room, served);
		const claim = await door('claim', { jobId: 'AJ_2', agentName: 'greenroom-test' });
		expect(await claim.json()).toMatchObject({ todo: ['milk'], timezone: 'Europe/Rome' });
	});

	it('refuses a replaced agent', async () => {
		const { door, writer } = await replaced();
		expect(await problemOf(await door('state', { ...writer, todo: [] }))).toMatchObject(stale);
	});
});

describe('the end door', () => {
	it('closes the room: the next token opens another one, with the old history', async () => {
		const { ada, door, writer, room, server } = await makeTestCall();
		await door('turns', { ...writer, turns: [turn('t1')] });
		const ended = await door('end', { ...writer, reason: 'said_goodbye' });
		expect(await ended.json()).toEqual({ outcome: 'closed' });
		expect(server.did).toEqual([`delete ${room}`]);
		expect(await ada.view(room)).toMatchObject({ ended: true });
		const next = await ada.token();
		expect(next.room_name).not.toBe(room);
		expect(next.conversation.turns).toEqual([turn('t1')]);
	});

	it('is success when it is said again, and closes only its own room', async () => {
		const { ada, door, writer, server } = await makeTestCall();
		await door('end', { ...writer, reason: 'said_goodbye' });
		const { room_name } = await ada.token();
		const again = await door('end', { ...writer, reason: 'said_goodbye' });
		expect(await again.json()).toEqual({ outcome: 'already_closed' });
		expect((await ada.view()).room).toBe(room_name);
		expect(server.did).toHaveLength(1);
	});

	it('by grace does not cut off who is there, although the agent does not see them', async () => {
		const { door, writer, server } = await makeTestCall();
		const end = await door('end', { ...writer, reason: 'grace_expired' });
		expect(await end.json()).toEqual({ outcome: 'awaited' });
		expect(server.did).toEqual([]);
	});

	it('by grace does not cut off who is on their way, and ends when they do not come', async () => {
		const { ada, door, writer, room, human, goes, pass, server } = await makeTestCall();
		await goes(room, human);
		pass(59_500);
		expect((await ada.token()).room_name).toBe(room);
		pass(600);
		const end = () => door('end', { ...writer, reason: 'grace_expired' });
		expect(await (await end()).json()).toEqual({ outcome: 'awaited' });
		pass(30_000);
		expect(await (await end()).json()).toEqual({ outcome: 'closed' });
		expect(server.did).toEqual([`delete ${room}`]);
	});

	it('refuses a replaced agent: the call goes on', async () => {
		const { ada, door, writer, room } = await replaced();
		expect(await problemOf(await door('end', { ...writer, reason: 'grace_expired' }))).toMatchObject(stale);
		expect((await ada.view()).room).toBe(room);
	});
});
