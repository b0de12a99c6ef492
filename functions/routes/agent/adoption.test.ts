import { describe, expect, it } from 'vitest';
import { humanIn, makeTestCall, problemOf } from '../../testing.ts';

const turn = (id: string) => ({ id, role: 'agent', text: id, at: 1 });

/** A call whose store has lost everything. */
async function forgotten() {
	const call = await makeTestCall();
	call.pass(30_000);
	call.store.losesEverything();
	return call;
}

describe('a call that the store has lost', () => {
	it('goes on with the next turn of its agent', async () => {
		const { ada, door, writer, room, server } = await forgotten();
		expect(await ada.view(room)).toMatchObject({ ended: false });
		expect((await door('turns', { ...writer, turns: [turn('t1')] })).status).toBe(200);
		expect(await ada.view(room)).toMatchObject({ phase: 'active', room, ended: false, turns: [turn('t1')] });
		expect((await ada.token()).room_name).toBe(room);
		expect(server.did).toEqual([]);
	});

	it.each([
		['joined', { identity: 'agent-AJ_1', sid: 'PA_AJ_1' }],
		['participants', { people: [{ sid: 'PA_human', identity: 'x', present: true }] }],
		['turns', { turns: [turn('t1')] }],
		['state', { todo: ['milk'] }],
	])('is known again with who is in it after %s, and is looked at again by itself', async (name, body) => {
		const { ada, door, writer, room, store, pass, pool, server, served } = await forgotten();
		expect((await door(name, { ...writer, ...body })).status).toBe(200);
		expect(await ada.view()).toMatchObject({ phase: 'active', room });
		expect(await store.store.size()).toBe(1);
		// Nothing is heard any more.
		server.goes(room, served.sid);
		pass(300_000);
		await pool();
		expect(server.did).toEqual([`dispatch greenroom-test ${room}`]);
	});

	it('is known again when a job asks to serve it', async () => {
		const { ada, door, room, store } = await forgotten();
		// The one that serves it goes on.
		const claim = await door('claim', { jobId: 'AJ_2', agentName: 'greenroom-test' });
		expect(await problemOf(claim)).toMatchObject({ code: 'claim_taken' });
		expect((await ada.view()).room).toBe(room);
		expect(await store.store.size()).toBe(1);
	});

	it('ends when its person hangs up', async () => {
		const { ada, room, server } = await forgotten();
		const hungUp = await ada.request('POST', '/api/livekit/delete-room', { room_name: room });
		expect(hungUp.status).toBe(200);
		expect(server.did).toEqual([`delete ${room}`]);
		expect(await ada.view(room)).toMatchObject({ ended: true });
	});

	it('is known again when its page asks for an agent, and gets one', async () => {
		const { ada, room, server, served } = await forgotten();
		server.goes(room, served.sid);
		await ada.request('POST', '/api/livekit/dispatch-agent', { room_name: room });
		expect(server.did).toEqual([`dispatch greenroom-test ${room}`]);
		expect(await ada.view()).toMatchObject({ phase: 'starting', room });
	});

	it('takes no room for lost that was never given out', async () => {
		const { ada, room } = await forgotten();
		const later = room.replace(/[0-9]+$/, '9999999999');
		for (const door of ['delete-room', 'dispatch-agent'])
			expect((await ada.request('POST', `/api/livekit/${door}`, { room_name: later })).status).toBe(404);
	});

	it('goes on when somebody comes back, by LiveKit’s word alone', async () => {
		const { ada, comes, room } = await forgotten();
		await comes(room, humanIn(room, 'PA_back'));
		expect((await ada.view()).room).toBe(room);
	});

	it('ends when its agent ends it', async () => {
		const { ada, door, writer, room, server } = await forgotten();
		expect((await door('end', { ...writer, reason: 'said_goodbye' })).status).toBe(200);
		expect(server.did).toEqual([`delete ${room}`]);
		expect(await ada.view(room)).toMatchObject({ ended: true });
	});

	it('is fenced as before: the agent of an older epoch is refused', async () => {
		const { door, writer } = await forgotten();
		await door('turns', { ...writer, epoch: 5, turns: [turn('t1')] });
		for (const [name, body] of [
			['turns', { turns: [turn('late')] }],
			['state', { todo: [] }],
			['end', { reason: 'grace_expired' }],
		] as const) {
			const late = await door(name, { ...writer, jobId: 'AJ_0', ...body });
			expect(await problemOf(late)).toMatchObject({ status: 409, code: 'stale_epoch' });
		}
	});

	it('is another one when the visitor asks first: the agent of the old room is told to leave', async () => {
		const { ada, door, writer, room } = await forgotten();
		const { room_name } = await ada.token();
		expect(room_name).not.toBe(room);
		const late = await door('state', { ...writer, todo: [] });
		expect(await problemOf(late)).toMatchObject({ status: 409, code: 'stale_epoch' });
		expect((await ada.view()).room).toBe(room_name);
	});
});
