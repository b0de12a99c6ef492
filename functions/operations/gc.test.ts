import { describe, expect, it } from 'vitest';
import { agentOf, humanIn, makeTestApi, makeTestCall } from '../testing.ts';
import { collect } from './gc.ts';
import { hangsUp, losesDeadline, recordOf, strange, watchLooks } from './testing.ts';

const nothing = { dry: false, livekit: true, listed: 0, due: 0, actions: [], truncated: false, after: null };

describe('a collection', () => {
	it('has nothing to do where all is well', async () => {
		const { deps, server, room } = await makeTestCall();
		expect(await collect(deps)).toEqual({ ...nothing, at: deps.now(), listed: 1 });
		expect(server.did).toEqual([]);
		expect(server.has(room)).toBe(true);
	});

	it('asks for an agent where people wait for one', async () => {
		const { deps, visitor, comes, pass, server } = makeTestApi();
		const { room_name: room } = await visitor().token();
		await comes(room, humanIn(room));
		pass(10_000);
		const actions = [{ room, does: 'dispatch', why: 'no_agent' }];
		expect(await collect(deps)).toMatchObject({ due: 1, actions });
		expect(server.did).toEqual([`dispatch greenroom-test ${room}`]);
		expect(await collect(deps)).toMatchObject({ due: 0, actions: [] });
	});

	it('closes rooms that nobody came back to', async () => {
		const { deps, server, room, human, goes, pass } = await makeTestCall();
		await goes(room, human);
		pass(60_000);
		expect(await collect(deps)).toMatchObject({ actions: [{ room, does: 'delete_room', why: 'grace_expired' }] });
		expect(server.has(room)).toBe(false);
	});

	it('deletes what lives under a tombstone', async () => {
		const { deps, server, room, human, pass } = await makeTestCall();
		await hangsUp(deps, room);
		pass(60_000);
		await collect(deps);
		server.comes(room, human);
		pass(1);
		expect(await collect(deps)).toMatchObject({
			listed: 1,
			actions: [{ room, does: 'delete_room', why: 'tombstone' }],
		});
		expect(server.has(room)).toBe(false);
	});

	it('puts out a ghost', async () => {
		const { deps, server, room, served, door, pass } = await makeTestCall();
		server.fallsSilent();
		await door('lost', { jobId: 'AJ_1', code: 1, signal: null });
		server.fallsSilent(false);
		pass(10_000);
		const { actions } = await collect(deps);
		expect(actions).toContainEqual({ room, does: 'remove_participant', why: 'process_gone' });
		expect(server.did).toContain(`remove ${served.identity} ${room}`);
	});

	it('adopts what the store does not know, unless it is gone by then', async () => {
		const { deps, server } = makeTestApi();
		for (const n of [1, 2]) server.comes(strange(n), humanIn(strange(n), `PA_${n}`));
		const going = watchLooks(deps, () => server.livekit.deleteRoom(strange(2)));
		expect(await collect(going.deps)).toMatchObject({
			listed: 2,
			actions: [{ room: strange(1), does: 'adopt', why: 'unknown' }],
		});
		expect(await deps.store.load(recordOf(strange(1)), { last: 0 })).toMatchObject({ version: 1 });
	});

	it('looks at a record whose deadline was lost', async () => {
		const { deps, room, pass } = await makeTestCall();
		await losesDeadline(deps, room);
		pass(600_001);
		expect(await collect(deps)).toMatchObject({ due: 0, actions: [{ room, does: 'look', why: 'undue' }] });
		expect(await deps.store.deadlines(1)).toHaveLength(1);
	});

	it('changes nothing but deadlines while LiveKit does not answer', async () => {
		const { deps, server, room, human, goes, pass } = await makeTestCall();
		await goes(room, human);
		server.fallsSilent();
		pass(60_000);
		expect(await collect(deps)).toEqual({ ...nothing, at: deps.now(), livekit: false, due: 1 });
		expect(server.did).toEqual([]);
	});

	it('leaves other stages alone', async () => {
		const { deps, server } = makeTestApi();
		const foreign = 'greenroom.production.v_somebody.7';
		server.comes(foreign, agentOf('AJ_1'));
		const due = { fence: 0, deadline: deps.now() - 1, ttlMs: 3_600_000 };
		await deps.store.save(recordOf(foreign), '{"v":1}', 0, due);
		expect(await collect(deps)).toEqual({ ...nothing, at: deps.now() });
		expect(server.did).toEqual([]);
	});

	it('is safe twice at once', async () => {
		const { deps, server, room, human, goes, pass } = await makeTestCall();
		await goes(room, human);
		server.comes(strange(1), agentOf('AJ_1'));
		pass(60_000);
		await Promise.all([collect(deps), collect(deps)]);
		expect(server.did).toEqual([`delete ${room}`]);
		expect(await deps.store.counters()).toMatchObject({ adopted: 1 });
	});
});

describe('a collection that does not come to its end in its time', () => {
	it('says so, and goes on with what is due when it is asked again', async () => {
		const api = makeTestApi();
		for (let i = 0; i < 14; i++) {
			const { room_name: room } = await api.visitor().token();
			await api.comes(room, humanIn(room, `PA_${i}`));
		}
		api.pass(10_000);
		const slow = watchLooks(api.deps, () => api.pass(2_000));
		expect(await collect(slow.deps)).toMatchObject({ due: 10, truncated: true });
		expect(await collect(api.deps)).toMatchObject({ due: 4, truncated: false });
		expect(new Set(api.server.did).size).toBe(14);
	});

	it('says so of the rooms, too', async () => {
		const { deps, server, pass } = makeTestApi();
		for (let n = 0; n < 30; n++) server.comes(strange(n), humanIn(strange(n), `PA_${n}`));
		const slow = watchLooks(deps, () => pass(2_000));
		const first = await collect(slow.deps);
		expect(first).toMatchObject({ listed: 30, truncated: true, after: expect.any(String) });
		const second = await collect(deps, first.after);
		expect(second).toMatchObject({ listed: 30, truncated: false, after: null });
		// What was done is not done again.
		expect(first.actions.length + second.actions.length).toBe(30);
		expect(await deps.store.counters()).toMatchObject({ adopted: 30 });
	});

	it('has looked at 200 records at most', async () => {
		const { deps, server, pass } = makeTestApi();
		for (let n = 0; n < 201; n++) server.comes(strange(n), humanIn(strange(n), `PA_${n}`));
		await collect(deps);
		pass(400_000);
		expect(await collect(deps)).toMatchObject({ due: 200, truncated: true });
		expect(await collect(deps)).toMatchObject({ due: 1, truncated: false });
	});
});
