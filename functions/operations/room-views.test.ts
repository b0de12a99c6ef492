import { describe, expect, it } from 'vitest';
import { recordKey } from '../conversations/record.ts';
import { roomViewSchema } from '../protocol/operator.ts';
import { TRACE_HEADER, traceparentOf } from '../protocol/trace.ts';
import { agentOf, humanIn, makeTestApi, makeTestCall } from '../testing.ts';
import { viewRooms } from './room-views.ts';
import { hangsUp, keyOf, losesDeadline, recordOf, sorted, strange, sweepNow, watchLooks } from './testing.ts';

type Api = ReturnType<typeof makeTestApi>;

/** Every answer has the shape that is promised. */
async function viewsOf({ deps }: Pick<Api, 'deps'>, limit = 100) {
	const views = await viewRooms(deps, limit, { people: true });
	for (const room of views.rooms) expect(roomViewSchema.parse(room)).toEqual(room);
	return views;
}

async function viewOf(api: Pick<Api, 'deps'>, room: string) {
	const { rooms } = await viewsOf(api);
	return rooms.find(({ name }) => name === room);
}

describe('a room as an operator sees it', () => {
	it('is what the store says beside what LiveKit says', async () => {
		const call = await makeTestCall();
		const { deps, room, human, served, pass, server } = call;
		pass(5_000);
		const grantedAt = deps.now() - 5_000;
		const agent = {
			room,
			jobId: 'AJ_1',
			agentName: 'greenroom-test',
			epoch: 1,
			state: 'bound',
			ageMs: 5_000,
			worker: null,
		};
		expect(await viewsOf(call)).toEqual({
			livekit: true,
			truncated: false,
			rooms: [
				{
					name: room,
					stored: {
						phase: 'active',
						people: [human, served],
						agent,
						deadline: (await deps.store.deadlines(1))[0]?.at,
						graceEnds: null,
						trace: null,
					},
					listed: { sid: server.told(room).sid, createdAt: grantedAt, people: [human, served] },
					orphan: null,
				},
			],
		});
	});

	it('has somebody whom only LiveKit has seen, and somebody whom only the store has', async () => {
		const call = await makeTestCall();
		const { room, human, served, server } = call;
		server.goes(room, served.sid);
		const egress = { sid: 'PA_egress', identity: 'recorder', kind: 'other' } as const;
		server.comes(room, egress);
		const view = await viewOf(call, room);
		expect(view?.stored?.people).toEqual([human, served]);
		expect(view?.listed?.people).toEqual([human, egress]);
	});

	it('has the end of the grace that has begun', async () => {
		const call = await makeTestCall();
		const { deps, room, human, goes, pass } = call;
		await goes(room, human);
		const left = deps.now();
		pass(1_000);
		expect((await viewOf(call, room))?.stored).toMatchObject({ phase: 'grace_period', graceEnds: left + 60_000 });
	});

	it('is there while its visitor is still on the way, although LiveKit has never heard of it', async () => {
		const api = makeTestApi();
		const { room_name: room } = await api.visitor().token();
		expect(await viewOf(api, room)).toMatchObject({
			stored: { phase: 'starting', people: [] },
			listed: null,
			orphan: null,
		});
	});

	it('is not there once it was closed', async () => {
		const call = await makeTestCall();
		await hangsUp(call.deps, call.room);
		expect(await viewsOf(call)).toEqual({ livekit: true, truncated: false, rooms: [] });
	});

	it('has the trace of whoever asked for it', async () => {
		const api = makeTestApi();
		const trace = 'a1'.repeat(16);
		const header = { [TRACE_HEADER]: traceparentOf(trace) };
		const response = await api.visitor().request('POST', '/api/livekit/token', {}, header);
		const { room_name: room } = await response.json();
		expect((await viewOf(api, room))?.stored).toMatchObject({ trace });
	});

	it('has a deadline only when it has one', async () => {
		const call = await makeTestCall();
		await losesDeadline(call.deps, call.room);
		expect((await viewOf(call, call.room))?.stored).toMatchObject({ phase: 'active', deadline: null });
	});
});

describe('the agent of a room', () => {
	it('is pending until it is seen, and says whose job it is', async () => {
		const api = makeTestApi();
		const { room_name: room } = await api.visitor().token();
		await api.comes(room, humanIn(room));
		await api.agent(room)('claim', { jobId: 'AJ_7', agentName: 'greenroom-test', worker: 'w1' });
		api.pass(14_999);
		const agent = { jobId: 'AJ_7', epoch: 1, state: 'pending', ageMs: 14_999, worker: 'w1' };
		expect((await viewOf(api, room))?.stored?.agent).toMatchObject(agent);
		api.pass(1);
		expect((await viewOf(api, room))?.stored?.agent).toBeNull();
	});

	it('is gone when its claim is dead and it is still there', async () => {
		const call = await makeTestCall();
		const { server, door, room } = call;
		server.fallsSilent();
		await door('lost', { jobId: 'AJ_1', code: 1, signal: null });
		server.fallsSilent(false);
		expect((await viewOf(call, room))?.stored?.agent).toMatchObject({ jobId: 'AJ_1', state: 'gone' });
	});

	it('is none when it has left, and when none has come', async () => {
		const call = await makeTestCall();
		call.pass(1);
		await call.goes(call.room, call.served);
		expect((await viewOf(call, call.room))?.stored?.agent).toBeNull();
		const api = makeTestApi();
		const { room_name: room } = await api.visitor().token();
		expect((await viewOf(api, room))?.stored).toMatchObject({ agent: null });
	});
});

describe('an orphan', () => {
	it('is a room that LiveKit lists and the store does not know', async () => {
		const api = makeTestApi();
		const human = humanIn(strange(1));
		api.server.comes(strange(1), human);
		expect(await viewOf(api, strange(1))).toMatchObject({
			stored: null,
			listed: { people: [human] },
			orphan: 'unknown',
		});
	});

	it('is a room that was closed and that LiveKit lists, beside the one that came after it', async () => {
		const call = await makeTestCall();
		const { deps, room, human, ada, server } = call;
		await hangsUp(deps, room);
		const { room_name: next } = await ada.token();
		server.comes(room, human);
		expect(await viewOf(call, room)).toMatchObject({ stored: null, listed: { people: [human] }, orphan: 'tombstone' });
		expect(await viewOf(call, next)).toMatchObject({ stored: { phase: 'starting' }, orphan: null });
	});

	it('is a room that everybody has left for grace and 30 s', async () => {
		const call = await makeTestCall();
		await call.goes(call.room, call.human);
		call.pass(89_999);
		expect(await viewOf(call, call.room)).toMatchObject({ orphan: null });
		call.pass(1);
		expect(await viewOf(call, call.room)).toMatchObject({ orphan: 'deserted' });
	});

	it('is a room that nobody has come to for so long', async () => {
		const api = makeTestApi();
		await api.comes(strange(1), agentOf('AJ_1'));
		api.pass(89_999);
		expect(await viewOf(api, strange(1))).toMatchObject({ orphan: null });
		api.pass(1);
		expect(await viewOf(api, strange(1))).toMatchObject({ orphan: 'deserted' });
	});

	it('is no room with somebody in it, however long', async () => {
		const call = await makeTestCall();
		for (let i = 0; i < 5; i++) {
			call.pass(3_600_000);
			await sweepNow(call.deps);
			expect(await viewOf(call, call.room)).toMatchObject({ orphan: null });
		}
	});

	it('is no room that is newer than its record: what the record knows is of another one', async () => {
		const call = await makeTestCall();
		const { room, human, goes, pass, server } = call;
		await goes(room, human);
		pass(3_600_000);
		const next = room.replace(/\d+$/, String(keyOf(room).generation + 1));
		server.comes(next, humanIn(next, 'PA_next'));
		expect(await viewOf(call, next)).toMatchObject({ stored: null, orphan: null });
	});

	it('is no room whose record a newer release has written', async () => {
		const api = makeTestApi();
		const options = { fence: 0, deadline: api.deps.now() + 1_000, ttlMs: 3_600_000 };
		await api.deps.store.save(recordOf(strange(1)), '{"v":2}', 0, options);
		api.server.comes(strange(1), humanIn(strange(1)));
		expect(await viewOf(api, strange(1))).toMatchObject({ stored: null, orphan: null });
	});
});

describe('rooms, when LiveKit does not answer', () => {
	it('are those of the store, and nothing is said of LiveKit', async () => {
		const call = await makeTestCall();
		call.server.comes(strange(1), humanIn(strange(1)));
		call.server.fallsSilent();
		const watched = watchLooks(call.deps);
		const { rooms, ...views } = await viewsOf(watched);
		expect(watched.requests).toEqual([]);
		expect(views).toEqual({ livekit: false, truncated: false });
		expect(rooms).toMatchObject([{ name: call.room, stored: { phase: 'active' }, orphan: null }]);
		expect(rooms[0]).not.toHaveProperty('listed');
	});

	it('nor is anything said of a room about which alone it did not answer', async () => {
		const call = await makeTestCall();
		const { deps, server, room, human } = call;
		await hangsUp(deps, room);
		server.comes(room, human);
		const watched = watchLooks(deps, () => server.fallsSilent());
		const { rooms, livekit } = await viewsOf(watched);
		expect(livekit).toBe(true);
		expect(rooms).toEqual([{ name: room, stored: null, orphan: null }]);
	});
});

describe('rooms of others', () => {
	it('are not shown', async () => {
		const api = makeTestApi();
		for (const name of ['greenroom.production.v_somebody.7', 'my-room'])
			api.server.comes(name, { sid: `PA_${name}`, identity: 'x', kind: 'human' });
		const options = { fence: 0, deadline: api.deps.now(), ttlMs: 3_600_000 };
		await api.deps.store.save(recordKey('production', 'v_somebody'), '{"v":1}', 0, options);
		api.store.asked.length = 0;
		expect(await viewsOf(api)).toEqual({ livekit: true, truncated: false, rooms: [] });
		expect(api.store.asked).toEqual(['deadlines']);
	});
});

describe('many rooms', () => {
	it('are so many of the store and so many of LiveKit, and no more', async () => {
		const api = makeTestApi();
		for (let i = 0; i < 4; i++) await api.visitor().token();
		for (let n = 0; n < 6; n++) api.server.comes(strange(n), humanIn(strange(n), `PA_${n}`));
		expect((await viewsOf(api, 3)).rooms).toHaveLength(6);
		for (const [limit, truncated] of [
			[3, true],
			[5, true],
			[6, false],
		] as const)
			expect(await viewsOf(api, limit)).toMatchObject({ truncated });
		api.server.fallsSilent();
		expect(await viewsOf(api, 3)).toMatchObject({ truncated: true });
		expect(await viewsOf(api, 4)).toMatchObject({ truncated: false });
	});

	it('are asked for 25 at once, and for four seconds', async () => {
		const api = makeTestApi();
		for (let n = 0; n < 1_000; n++) api.server.comes(strange(n), humanIn(strange(n), `PA_${n}`));
		const watched = watchLooks(api.deps, () => api.pass(1_100));
		const { rooms, truncated } = await viewsOf(watched, 500);
		expect({ rooms: rooms.length, truncated }).toEqual({ rooms: 500, truncated: true });
		expect(watched.requests.map((names) => names.length)).toEqual([25, 25, 25, 25]);
		expect(rooms.map((room) => room.listed !== undefined)).toEqual(rooms.map((_, i) => i < 100));
	});

	it('are seen once each', async () => {
		const api = makeTestApi();
		const calls = [await makeTestCall(api), await makeTestCall(api)];
		const { rooms } = await viewsOf(api);
		expect(sorted(rooms.map(({ name }) => name))).toEqual(sorted(calls.map(({ room }) => room)));
	});
});
