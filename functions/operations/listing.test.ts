import { describe, expect, it } from 'vitest';
import { recordKey } from '../conversations/record.ts';
import { agentIdentity } from '../protocol/names.ts';
import { agentOf, humanIn, makeTestApi, makeTestCall } from '../testing.ts';
import { type Listed, listAll } from './listing.ts';
import { hangsUp, keyOf, losesDeadline, recordOf, sorted, strange, sweepNow, watchLooks } from './testing.ts';

const whole = { after: null, withinMs: 4_000 };
const toItsEnd = (rooms: number): Listed => ({ answered: true, rooms, after: null });

/** So many rooms with people in them that no record knows of. */
function strangers(many: number) {
	const api = makeTestApi();
	const rooms = Array.from({ length: many }, (_, n) => strange(n));
	for (const room of rooms) api.server.comes(room, humanIn(room, `PA_${room}`));
	const adopted = async () => {
		const { adopted: count = 0 } = await api.deps.store.counters();
		return count;
	};
	return { ...api, rooms, adopted, goesOver: (deps = api.deps) => listAll(deps, whole) };
}

describe('a full listing adopts a room that the store does not know', () => {
	it('and lets a call go on', async () => {
		const { deps, server, rooms, goesOver, pass, logged, store } = strangers(1);
		const [room = ''] = rooms;
		server.comes(room, agentOf('AJ_1'));
		expect(await goesOver()).toEqual(toItsEnd(1));
		expect(logged.filter(({ event }) => event === 'adopted')).toHaveLength(1);
		expect(await store.store.counters()).toMatchObject({ adopted: 1, 'listed:unknown': 1 });
		for (let i = 0; i < 20; i++) {
			pass(60_000);
			await sweepNow(deps);
			await goesOver();
		}
		expect(server.did).toEqual([]);
		expect(await store.store.counters()).toMatchObject({ adopted: 1, 'listed:unknown': 1 });
	});

	it('and closes it after grace and 30 s when nobody comes', async () => {
		const { deps, server, pass } = strangers(0);
		server.comes(strange(1), agentOf('AJ_1'));
		await listAll(deps, whole);
		for (const ms of [60_000, 29_999]) {
			pass(ms);
			await sweepNow(deps);
			await listAll(deps, whole);
			expect(server.did).toEqual([]);
		}
		pass(1);
		await sweepNow(deps);
		expect(server.did).toEqual([`delete ${strange(1)}`]);
	});

	it('and does not close it when somebody comes at the last moment', async () => {
		const { deps, server, pass } = strangers(0);
		const room = strange(1);
		server.comes(room, agentOf('AJ_1'));
		await listAll(deps, whole);
		pass(89_999);
		server.comes(room, humanIn(room));
		pass(1);
		await sweepNow(deps);
		expect(server.did).toEqual([]);
	});

	it('unless it is gone by the time that it is looked at', async () => {
		const { deps, goesOver, server, rooms, store } = strangers(1);
		const watched = watchLooks(deps, () => server.livekit.deleteRoom(rooms[0] ?? ''));
		expect(await goesOver(watched.deps)).toEqual(toItsEnd(1));
		expect(await store.store.size()).toBe(0);
		expect(await store.store.counters()).toEqual({});
	});
});

describe('a full listing deletes what lives under a tombstone', () => {
	it('people in it or not, and looks after it', async () => {
		const { deps, server, room, human, served, pass } = await makeTestCall();
		await hangsUp(deps, room);
		pass(3_600_000);
		await sweepNow(deps);
		server.did.length = 0;
		server.comes(room, human);
		server.comes(room, served);
		await listAll(deps, whole);
		expect(server.did).toEqual([`delete ${room}`]);
		expect(server.has(room)).toBe(false);
		pass(3_000);
		await sweepNow(deps);
		expect(server.did).toHaveLength(2);
	});

	it('and leaves the room alone that came after it', async () => {
		const { deps, server, ada, room, human, comes, pass } = await makeTestCall();
		await hangsUp(deps, room);
		pass(1_000);
		const { room_name: next } = await ada.token();
		await comes(next, humanIn(next, 'PA_next'));
		server.did.length = 0;
		server.comes(room, human);
		await listAll(deps, whole);
		expect(server.did).toEqual([`delete ${room}`]);
		expect(await ada.view()).toMatchObject({ room: next, phase: 'starting' });
	});

	it('also one that the record has long forgotten', async () => {
		const { deps, server, room, human, ada, pass } = await makeTestCall();
		await hangsUp(deps, room);
		for (let i = 0; i < 4; i++) {
			pass(600_001);
			const { room_name: next } = await ada.token();
			await hangsUp(deps, next);
		}
		server.did.length = 0;
		server.comes(room, human);
		await listAll(deps, whole);
		expect(server.did).toContain(`delete ${room}`);
	});
});

describe('a full listing finds a record', () => {
	it('whose deadline was lost, once nobody has looked at it for ten minutes', async () => {
		const { deps, server, room, pass, store } = await makeTestCall();
		pass(300_000);
		await sweepNow(deps);
		const looks = server.looked.length;
		await losesDeadline(deps, room);
		pass(600_000);
		await listAll(deps, whole);
		expect(await store.store.deadlines(9)).toEqual([]);
		pass(1);
		await listAll(deps, whole);
		expect(server.looked.slice(looks)).toEqual([room]);
		expect(await store.store.deadlines(9)).toEqual([{ key: recordOf(room), at: deps.now() + 300_000 }]);
		expect(await store.store.counters()).toMatchObject({ 'listed:undue': 1 });
	});

	it('whose deadline was lost, when only its agent has told of the people and of no life of the room', async () => {
		const { deps, agent, pass, server, store } = makeTestApi();
		const room = strange(1);
		server.comes(room, humanIn(room));
		const writer = { jobId: 'AJ_1', epoch: 1 };
		const people = [{ sid: 'PA_human', identity: humanIn(room).identity, present: true }];
		server.fallsSilent();
		await agent(room)('participants', { ...writer, people });
		await agent(room)('joined', { ...writer, identity: agentIdentity('AJ_1'), sid: 'PA_1' });
		server.fallsSilent(false);
		await losesDeadline(deps, room);
		pass(600_001);
		await listAll(deps, whole);
		expect(await store.store.deadlines(9)).toHaveLength(1);
	});

	it('whose deadline was lost, also when the server does not say who is there', async () => {
		const { deps, server, room, pass } = await makeTestCall();
		await losesDeadline(deps, room);
		pass(700_000);
		const watched = watchLooks(deps, () => server.fallsSilent());
		await listAll(watched.deps, whole);
		expect(server.did).toEqual([]);
		expect(await deps.store.deadlines(9)).toEqual([{ key: recordOf(room), at: deps.now() + 300_000 }]);
	});

	it('that has heard nothing of who has come', async () => {
		const { deps, server, visitor, pass } = makeTestApi();
		const ada = visitor();
		const { room_name: room } = await ada.token();
		pass(330_000);
		await sweepNow(deps);
		server.comes(room, humanIn(room));
		await listAll(deps, whole);
		expect(await ada.view()).toMatchObject({ room, phase: 'starting' });
		expect(await deps.store.counters()).toMatchObject({ 'listed:unheard': 1 });
	});

	it('that is older than the room', async () => {
		const { deps, server, room, ada } = await makeTestCall();
		const { generation } = keyOf(room);
		const next = room.replace(/\d+$/, String(generation + 1));
		server.comes(next, humanIn(next, 'PA_next'));
		await listAll(deps, whole);
		expect(await ada.view()).toMatchObject({ room: next, phase: 'starting' });
		expect(server.did).toEqual([`delete ${room}`]);
		expect(await deps.store.counters()).toMatchObject({ 'listed:newer': 1 });
	});
});

describe('a full listing leaves alone', () => {
	it('what its record takes care of: it is neither looked at nor saved', async () => {
		const { deps, store, room, server } = await makeTestCall();
		const looks = server.looked.length;
		store.asked.length = 0;
		expect(await listAll(deps, whole)).toEqual(toItsEnd(1));
		expect(store.asked).toEqual(['load']);
		expect(server.looked).toHaveLength(looks);
		expect(server.has(room)).toBe(true);
	});

	it('rooms of other stages and of other programs', async () => {
		const { deps, server, store } = makeTestApi();
		const foreign = [
			'my-room',
			'greenroom.production.v_somebody.7',
			'greenroom.test.v_somebody',
			'greenroom.test.short.7',
		];
		for (const room of foreign) server.comes(room, { sid: `PA_${room}`, identity: 'x', kind: 'human' });
		const watched = watchLooks(deps);
		expect(await listAll(watched.deps, whole)).toEqual(toItsEnd(0));
		expect({ asked: store.asked, requests: watched.requests, did: server.did }).toEqual({
			asked: [],
			requests: [],
			did: [],
		});
	});

	it('records that a newer release has written, and goes on', async () => {
		const { deps, server, goesOver, adopted, logged } = strangers(3);
		const newer = JSON.stringify({ v: 2, secret: 'hunter2' });
		const key = recordKey('test', keyOf(strange(1)).conversation);
		await deps.store.save(key, newer, 0, { fence: 0, deadline: null, ttlMs: 3_600_000 });
		expect(await goesOver()).toEqual(toItsEnd(3));
		expect(await adopted()).toBe(2);
		expect(await deps.store.load(key, { last: 0 })).toMatchObject({ value: newer, version: 1 });
		expect(server.did).toEqual([]);
		expect(JSON.stringify(logged)).not.toContain('hunter2');
	});
});

describe('a server that does not answer', () => {
	it('changes nothing', async () => {
		const { server, store, goesOver } = strangers(2);
		server.fallsSilent();
		expect(await goesOver()).toEqual({ answered: false, rooms: 0, after: null });
		expect(store.asked).toEqual([]);
	});

	it('changes nothing when it has said only which rooms there are', async () => {
		const call = await makeTestCall();
		const { deps, server, room, human } = call;
		await hangsUp(deps, room);
		server.comes(room, human);
		server.comes(strange(1), humanIn(strange(1), 'PA_1'));
		server.did.length = 0;
		const watched = watchLooks(deps, () => server.fallsSilent());
		expect(await listAll(watched.deps, whole)).toEqual(toItsEnd(2));
		expect(server.did).toEqual([]);
		expect(await deps.store.load(recordOf(strange(1)), { last: 0 })).toMatchObject({ value: null });
		expect((await deps.store.counters())['adopted']).toBeUndefined();
	});
});

describe('a full listing is bounded', () => {
	it('asks for ten rooms at once, and goes on where its time ran out', async () => {
		const { deps, rooms, pass, adopted, store } = strangers(25);
		const slow = watchLooks(deps, () => pass(2_100));
		const first = await listAll(slow.deps, whole);
		expect(first).toEqual({ answered: true, rooms: 25, after: rooms[19] });
		expect(await adopted()).toBe(20);
		const second = watchLooks(deps);
		store.asked.length = 0;
		expect(await listAll(second.deps, { ...whole, after: first.after })).toEqual(toItsEnd(25));
		expect(second.requests).toEqual([rooms.slice(20)]);
		expect(store.asked.filter((method) => method === 'load')).toHaveLength(5);
		expect(slow.requests).toEqual([rooms.slice(0, 10), rooms.slice(10, 20)]);
	});

	it('has not come to its end when its time was over before it began', async () => {
		const { deps, pass, adopted } = strangers(3);
		const listRooms = async () => {
			pass(4_000);
			return deps.livekit.listRooms();
		};
		const slow = { ...deps, livekit: { ...deps.livekit, listRooms } };
		const { after } = await listAll(slow, whole);
		expect({ after, adopted: await adopted() }).toEqual({ after: '', adopted: 0 });
		expect(await listAll(deps, { ...whole, after })).toEqual(toItsEnd(3));
		expect(await adopted()).toBe(3);
	});

	it('loads ten thousand rooms that are well ten at a time, and asks the server for none of them', {
		timeout: 30_000,
	}, async () => {
		const { deps, goesOver, rooms, server } = strangers(1);
		await goesOver();
		const { value } = await deps.store.load(recordOf(strange(0)), { last: 0 });
		const options = { fence: 0, deadline: deps.now(), ttlMs: 3_600_000 };
		for (let n = rooms.length; n < 10_000; n++) {
			server.comes(strange(n), humanIn(strange(n)));
			await deps.store.save(recordOf(strange(n)), value ?? '', 0, options);
		}
		const watched = watchLooks(deps);
		let [now, most] = [0, 0];
		const load: typeof deps.store.load = async (...args) => {
			now += 1;
			most = Math.max(most, now);
			const loaded = await deps.store.load(...args);
			now -= 1;
			return loaded;
		};
		expect(await goesOver({ ...watched.deps, store: { ...deps.store, load } })).toEqual(toItsEnd(10_000));
		expect({ most, requests: watched.requests }).toEqual({ most: 10, requests: [] });
		expect(server.did).toEqual([]);
	});
});

describe('a full listing is safe', () => {
	it('twice at once: each thing is done once', async () => {
		const { goesOver, adopted, ...api } = strangers(12);
		const { deps, server, pass } = api;
		const call = await makeTestCall(api);
		await hangsUp(deps, call.room);
		pass(1_000);
		server.comes(call.room, call.human);
		server.did.length = 0;
		await Promise.all([goesOver(), goesOver(), goesOver()]);
		expect(await adopted()).toBe(12);
		expect(server.did).toEqual([`delete ${call.room}`]);
	});

	it('beside a sweep of the same records', async () => {
		const { deps, server, room, pass } = await makeTestCall();
		await losesDeadline(deps, room);
		pass(700_000);
		server.goes(room, 'PA_AJ_1');
		const due = async () => [recordOf(room)];
		const also = { ...deps, store: { ...deps.store, due } };
		await Promise.all([listAll(deps, whole), sweepNow(also)]);
		expect(server.did.filter((act) => act.startsWith('dispatch'))).toHaveLength(1);
	});

	it('to repeat', async () => {
		const { deps, server, goesOver, rooms } = strangers(3);
		await goesOver();
		const [asked] = [sorted(server.did)];
		await goesOver();
		await goesOver();
		expect(sorted(server.did)).toEqual(asked);
		expect(await deps.store.size()).toBe(rooms.length);
	});

	it('for the rest when one room cannot be saved', async () => {
		const { deps, goesOver, adopted, logged, store } = strangers(3);
		let first = true;
		store.before((method) => {
			if (method !== 'save' || !first) return;
			first = false;
			throw new Error('no');
		});
		expect(await goesOver()).toEqual(toItsEnd(3));
		expect(await adopted()).toBe(2);
		expect(logged).toContainEqual({ level: 'warn', event: 'listing_failed' });
		await goesOver(deps);
		expect(await adopted()).toBe(3);
	});
});
