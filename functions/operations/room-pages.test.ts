import { describe, expect, it } from 'vitest';
import { NAMES_AT_MOST, roomViewSchema } from '../protocol/operator.ts';
import { humanIn, makeTestApi, makeTestCall } from '../testing.ts';
import { pageOfRooms, type RoomPage, viewNamed } from './room-views.ts';
import { hangsUp, keyOf, recordOf, sorted, strange, watchLooks } from './testing.ts';

type Api = Pick<ReturnType<typeof makeTestApi>, 'deps'>;

/** All pages, one after the other. */
async function pagesOf({ deps }: Api, limit: number): Promise<readonly RoomPage[]> {
	const pages: RoomPage[] = [];
	for (let after: string | undefined = ''; after !== undefined; after = pages.at(-1)?.after) {
		const page = await pageOfRooms(deps, after, limit);
		for (const room of page.rooms) expect(roomViewSchema.parse(room)).toEqual(room);
		pages.push(page);
	}
	return pages;
}
const namesOf = (pages: readonly RoomPage[]) => pages.flatMap(({ rooms }) => rooms.map(({ name }) => name));

function withStrangers(many: number) {
	const api = makeTestApi();
	for (let n = 0; n < many; n++) api.server.comes(strange(n), humanIn(strange(n), `PA_${n}`));
	return api;
}

describe('pages of rooms', () => {
	it('have every room once, in the order of their names, whether the store or LiveKit knows it', async () => {
		const api = withStrangers(5);
		const calls = [await makeTestCall(api), await makeTestCall(api)];
		const { room_name: waiting } = await api.visitor().token();
		const pages = await pagesOf(api, 3);
		const all = [...calls.map(({ room }) => room), waiting, ...[0, 1, 2, 3, 4].map(strange)];
		expect(namesOf(pages)).toEqual([...all].sort());
		expect(pages.map(({ rooms, total }) => [rooms.length, total])).toEqual([
			[3, 8],
			[3, 8],
			[2, 8],
		]);
	});

	it('are as many as there have to be', async () => {
		expect(await pagesOf(withStrangers(0), 3)).toMatchObject([{ rooms: [], total: 0, livekit: true }]);
		expect(await pagesOf(withStrangers(3), 3)).toHaveLength(1);
		expect(await pagesOf(withStrangers(4), 3)).toHaveLength(2);
	});

	it('say what both know, and ask LiveKit for nobody', async () => {
		const call = await makeTestCall();
		call.server.comes(strange(1), humanIn(strange(1)));
		const watched = watchLooks(call.deps);
		const { rooms } = await pageOfRooms(watched.deps, '', 10);
		const listed = { sid: expect.stringMatching(/^RM_/), createdAt: call.deps.now() };
		const deadline = (await call.deps.store.deadlines(1))[0]?.at;
		expect(rooms.find(({ name }) => name === call.room)).toMatchObject({
			stored: { phase: 'active', people: [call.human, call.served], deadline },
			listed,
			orphan: null,
		});
		expect(rooms.find(({ name }) => name === strange(1))).toEqual({
			name: strange(1),
			stored: null,
			listed,
			orphan: 'unknown',
		});
		expect(watched.requests).toEqual([]);
		expect(call.server.looked).toEqual([]);
	});

	it('load the records of their own rooms only', async () => {
		const api = withStrangers(40);
		api.store.asked.length = 0;
		await pageOfRooms(api.deps, keyOf(strange(9)).conversation, 10);
		expect(api.store.asked.filter((asked) => asked === 'load')).toHaveLength(10);
	});

	it('go on where they were, although the room there is gone', async () => {
		const api = withStrangers(4);
		const { after = '' } = await pageOfRooms(api.deps, '', 2);
		api.server.goes(strange(1), 'PA_1');
		await api.deps.livekit.deleteRoom(strange(1));
		expect((await pageOfRooms(api.deps, after, 2)).rooms.map(({ name }) => name)).toEqual([strange(2), strange(3)]);
	});

	it('have a room that was closed beside the one that came after it', async () => {
		const call = await makeTestCall();
		await hangsUp(call.deps, call.room);
		const { room_name: next } = await call.ada.token();
		call.server.comes(call.room, call.human);
		const [{ rooms } = { rooms: [] }] = await pagesOf(call, 1);
		expect(sorted(rooms.map(({ name, orphan }) => `${name} ${orphan}`))).toEqual(
			sorted([`${call.room} tombstone`, `${next} null`]),
		);
	});

	it('are those of the store when LiveKit does not answer', async () => {
		const call = await makeTestCall();
		call.server.fallsSilent();
		const page = await pageOfRooms(call.deps, '', 10);
		expect(page).toMatchObject({ livekit: false, rooms: [{ name: call.room, orphan: null }] });
		expect(page.rooms[0]).not.toHaveProperty('listed');
	});

	it('say that a record could not be read', async () => {
		const api = makeTestApi();
		const options = { fence: 0, deadline: api.deps.now() + 1_000, ttlMs: 3_600_000 };
		await api.deps.store.save(recordOf(strange(1)), '{"v":2}', 0, options);
		expect(await pageOfRooms(api.deps, '', 10)).toMatchObject({ rooms: [], truncated: true });
		api.server.comes(strange(1), humanIn(strange(1)));
		expect(await pageOfRooms(api.deps, '', 10)).toMatchObject({
			rooms: [{ name: strange(1), stored: null, orphan: null, unread: true }],
		});
	});
});

describe('rooms by their names', () => {
	it('are looked at with the people that LiveKit lists', async () => {
		const call = await makeTestCall();
		const { deps, room, human, served } = call;
		const views = await viewNamed(deps, [room]);
		expect(roomViewSchema.parse(views.rooms[0])).toEqual(views.rooms[0]);
		const deadline = (await deps.store.deadlines(1))[0]?.at;
		expect(views).toMatchObject({
			livekit: true,
			truncated: false,
			rooms: [{ name: room, stored: { phase: 'active', deadline }, listed: { people: [human, served] } }],
		});
	});

	it('are said to be gone when they are', async () => {
		const { deps } = makeTestApi();
		expect(await viewNamed(deps, [strange(1)])).toEqual({
			livekit: true,
			truncated: false,
			rooms: [{ name: strange(1), stored: null, listed: null, orphan: null }],
		});
	});

	it('are those that LiveKit is silent about, too, and then nothing is said of it', async () => {
		const call = await makeTestCall();
		call.server.fallsSilent();
		const { rooms, livekit } = await viewNamed(call.deps, [call.room]);
		expect(livekit).toBe(false);
		expect(rooms).toMatchObject([{ name: call.room, stored: { phase: 'active' } }]);
		expect(rooms[0]).not.toHaveProperty('listed');
	});

	it('are so many at most, once each, and of this stage', async () => {
		const api = withStrangers(60);
		const watched = watchLooks(api.deps);
		const names = Array.from({ length: 60 }, (_, n) => strange(n));
		const foreign = ['greenroom.production.v_somebody.7', 'my-room', '', strange(0)];
		const { rooms, truncated } = await viewNamed(watched.deps, [...foreign, ...names]);
		expect(rooms.map(({ name }) => name)).toEqual(names.slice(0, NAMES_AT_MOST));
		expect(truncated).toBe(true);
		expect(watched.requests.map(({ length }) => length)).toEqual([25, 25]);
	});

	it('have no deadline when theirs is none of the many that are due first', async () => {
		const call = await makeTestCall();
		const { store, now } = call.deps;
		const [{ at = 0 } = {}] = await store.deadlines(1);
		const fill = async (many: number) => {
			for (let n = 0; n < many; n++)
				await store.save(recordOf(strange(n)), '{}', 0, { fence: 0, deadline: at - 1, ttlMs: 3_600_000 });
		};
		const deadline = async () => (await viewNamed(call.deps, [call.room])).rooms[0]?.stored?.deadline;
		await fill(499);
		expect(await deadline()).toBe(at);
		await store.save(recordOf(strange(499)), '{}', 0, { fence: 0, deadline: now() - 1, ttlMs: 3_600_000 });
		expect(await deadline()).toBeUndefined();
	});
});
