import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentOf, humanIn, makeTestApi, makeTestCall } from '../testing.ts';
import { collect } from './gc.ts';
import { collectDry } from './gc-dry.ts';
import { ledgerKey } from './ledger.ts';
import { saveHeartbeat } from './pool-record.ts';
import { hangsUp, losesDeadline, recordOf, strange, watchLooks } from './testing.ts';

type Api = ReturnType<typeof makeTestApi>;

/** Everything that the store keeps of these rooms, and who is in which room of the server. */
async function stateOf({ deps: { store }, server }: Api, rooms: readonly string[]) {
	const listed = (await server.livekit.listRooms()) ?? [];
	const keys = [
		...new Set([...rooms, ...listed.map(({ name }) => name)].map(recordOf)),
		ledgerKey('test'),
		'test:pool',
	];
	return {
		records: await Promise.all(keys.map((key) => store.load(key, { last: 50 }))),
		notes: await Promise.all(keys.map((key) => store.notes(key))),
		deadlines: await store.deadlines(10_000),
		size: await store.size(),
		counters: await store.counters(),
		did: [...server.did],
		listed,
		people: await Promise.all(listed.map(({ name }) => server.livekit.lookUp(name))),
	};
}

const READS = ['load', 'deadlines'];

/** A dry run changes nothing; then the real one does what it said, and nothing else. */
async function expectRehearsed(api: Api, rooms: readonly string[] = []) {
	const { deps, server, store, logged } = api;
	const before = await stateOf(api, rooms);
	store.asked.length = 0;
	logged.length = 0;
	const said = await collectDry(deps);
	expect(store.asked.filter((method) => !READS.includes(method))).toEqual([]);
	expect(logged).toEqual([]);
	expect(await stateOf(api, rooms)).toEqual(before);
	expect(await collectDry(deps)).toEqual(said);
	server.did.length = 0;
	const done = await collect(deps);
	const named = (list: typeof said.actions) => list.map((action) => JSON.stringify(action)).sort();
	expect(named(done.actions)).toEqual(named(said.actions));
	expect({ ...said, dry: false, actions: [], listed: 0 }).toEqual({ ...done, actions: [], listed: 0 });
	expect(said.dry).toBe(true);
	const acted = said.actions.filter(({ does }) => does !== 'look' && does !== 'adopt');
	const verbs = { delete_room: 'delete', remove_participant: 'remove', dispatch: 'dispatch' } as const;
	const expected = acted.map(({ does, room }) => `${does in verbs ? verbs[does as keyof typeof verbs] : does} ${room}`);
	expect(server.did.map((act) => `${act.split(' ')[0]} ${act.split(' ').at(-1)}`).sort()).toEqual(expected.sort());
	return said;
}

describe('a dry run', () => {
	it('has nothing to say where all is well', async () => {
		const call = await makeTestCall();
		expect(await expectRehearsed(call, [call.room])).toMatchObject({
			due: 0,
			listed: 1,
			actions: [],
			truncated: false,
		});
	});

	it('says of everything at once what would be done, and why', async () => {
		const api = makeTestApi();
		const unserved = await makeTestCall(api);
		const left = await makeTestCall(api);
		const closed = await makeTestCall(api);
		const lost = await makeTestCall(api);
		const haunted = await makeTestCall(api);
		api.pass(700_000);
		await collect(api.deps);
		api.server.goes(unserved.room, unserved.served.sid);
		await api.goes(left.room, left.human);
		await hangsUp(api.deps, closed.room);
		await losesDeadline(api.deps, lost.room);
		api.server.fallsSilent();
		await haunted.door('lost', { jobId: 'AJ_1', code: 1, signal: null });
		api.server.fallsSilent(false);
		api.pass(700_000);
		api.server.comes(closed.room, closed.human);
		api.server.comes(strange(1), agentOf('AJ_9'));
		const calls = [unserved, left, closed, lost, haunted];
		const { actions } = await expectRehearsed(
			api,
			calls.map(({ room }) => room),
		);
		expect(new Set(actions.map(({ does, why }) => `${does} ${why}`))).toEqual(
			new Set([
				'dispatch no_agent',
				'delete_room grace_expired',
				'delete_room tombstone',
				'look undue',
				'remove_participant process_gone',
				'adopt unknown',
			]),
		);
	});

	it('says once what is both due and listed', async () => {
		const call = await makeTestCall();
		const { deps, server, room, human, pass } = call;
		await hangsUp(deps, room);
		pass(3_000);
		server.comes(room, human);
		const actions = [{ room, does: 'delete_room', why: 'tombstone' }];
		expect(await expectRehearsed(call, [room])).toMatchObject({ due: 1, listed: 1, actions });
	});

	it('says once of a record that nobody has looked at for long what is due', async () => {
		const call = await makeTestCall();
		call.server.goes(call.room, call.served.sid);
		call.pass(3_600_000);
		const actions = [{ room: call.room, does: 'dispatch', why: 'no_agent' }];
		expect(await expectRehearsed(call, [call.room])).toMatchObject({ due: 1, actions });
	});

	it('does not say that people are told that no agent comes: that is nothing done to a room', async () => {
		const api = makeTestApi();
		const { room_name: room } = await api.visitor().token();
		await api.comes(room, humanIn(room));
		for (const ms of [10_000, 10_000, 10_000]) {
			api.pass(ms);
			await collect(api.deps);
		}
		api.pass(10_000);
		expect(await expectRehearsed(api, [room])).toMatchObject({ due: 1, actions: [] });
		expect(await api.deps.store.counters()).toMatchObject({ give_up: 1 });
	});

	it('knows that a worker has come since', async () => {
		const api = makeTestApi();
		const { room_name: room } = await api.visitor().token();
		await api.comes(room, humanIn(room));
		for (const ms of [10_000, 10_000, 10_000, 10_000]) {
			api.pass(ms);
			await collect(api.deps);
		}
		await saveHeartbeat(
			api.deps,
			{ worker: 'w1', agentName: 'greenroom-test', state: 'accepting', active: 0 },
			api.deps.now(),
		);
		await losesDeadline(api.deps, room, api.deps.now());
		expect(await expectRehearsed(api, [room])).toMatchObject({
			actions: [{ room, does: 'dispatch', why: 'no_agent' }],
		});
	});

	it('says nothing while LiveKit does not answer, and so it is', async () => {
		const call = await makeTestCall();
		await call.goes(call.room, call.human);
		call.server.fallsSilent();
		call.pass(60_000);
		expect(await expectRehearsed(call, [call.room])).toMatchObject({ livekit: false, due: 1, actions: [] });
	});

	it('goes on after a record that it cannot read', async () => {
		const call = await makeTestCall();
		const { deps, room, human, goes, pass } = call;
		await goes(room, human);
		const due = { fence: 0, deadline: deps.now(), ttlMs: 3_600_000 };
		await deps.store.save(recordOf(strange(1)), '{"v":2}', 0, due);
		pass(60_000);
		const said = await collectDry(deps);
		expect(said).toMatchObject({ due: 2, actions: [{ room, does: 'delete_room', why: 'grace_expired' }] });
	});
});

describe('a dry run is bounded', () => {
	async function waiting(people: number) {
		const api = makeTestApi();
		for (let n = 0; n < people; n++) api.server.comes(strange(n), humanIn(strange(n), `PA_${n}`));
		while ((await collect(api.deps)).truncated);
		api.pass(3_600_000);
		return api;
	}

	it('to four seconds for what is due, and says so', async () => {
		const { deps, pass } = await waiting(30);
		const slow = watchLooks(deps, () => pass(2_000));
		expect(await collectDry(slow.deps)).toMatchObject({ due: 10, truncated: true });
		expect(slow.requests.map((names) => names.length).slice(0, 2)).toEqual([5, 5]);
	});

	it('to 200 records, and says so', async () => {
		const { deps } = await waiting(201);
		expect(await collectDry(deps)).toMatchObject({ due: 200, truncated: true });
	});

	it('and says nothing of it when there are no more', async () => {
		const { deps } = await waiting(200);
		expect(await collectDry(deps)).toMatchObject({ due: 200, truncated: false });
	});
});

const EVENTS = ['comes', 'goes', 'agent', 'ghost', 'hangs up', 'revives', 'deadline', 'stranger', 'worker'] as const;
const ms = fc.constantFrom(1, 3_000, 11_000, 61_000, 91_000, 400_000, 700_000);
type Turn = readonly [what: (typeof EVENTS)[number], call: number, ms: number];
const turn: fc.Arbitrary<Turn> = fc.tuple(fc.constantFrom(...EVENTS), fc.nat(2), ms);

/** Whatever has happened to three calls, heard of or not. */
async function after(turns: readonly Turn[], later: number) {
	const api = makeTestApi();
	const calls = [await makeTestCall(api), await makeTestCall(api), await makeTestCall(api)];
	const rooms = calls.map(({ room }) => room);
	for (const [i, [what, n, before]] of turns.entries()) {
		api.pass(before);
		const [call, room, sid] = [calls[n], rooms[n], `PA_${i}`];
		if (call === undefined || room === undefined) continue;
		if (what === 'comes') api.server.comes(room, humanIn(room, sid));
		if (what === 'goes') await empties(api, room);
		if (what === 'agent') await api.comes(room, agentOf(`AJ_${i}`));
		if (what === 'ghost') await haunts(api, room);
		if (what === 'hangs up' || what === 'revives') await hangsUp(api.deps, room);
		if (what === 'revives') {
			api.server.comes(room, humanIn(room, sid));
			rooms[n] = (await call.ada.token()).room_name;
		}
		if (what === 'deadline') await losesDeadline(api.deps, room);
		if (what === 'stranger') api.server.comes(strange(n), agentOf(`AJ_${i}`));
		if (what === 'worker') await api.pool({ worker: sid });
	}
	api.pass(later);
	return { api, rooms };
}

async function empties({ server }: Api, room: string): Promise<void> {
	const listing = await server.livekit.lookUp(room);
	if (listing.outcome === 'present') for (const { sid } of listing.people) server.goes(room, sid);
}

/** The agent's process is gone, and LiveKit does not hear that it is to be put out. */
async function haunts({ server, agent }: Api, room: string): Promise<void> {
	server.fallsSilent();
	await agent(room)('lost', { jobId: 'AJ_1', code: 1, signal: null });
	server.fallsSilent(false);
}

describe('whatever has happened', () => {
	it('a dry run changes nothing, and a collection does exactly what it says', { timeout: 60_000 }, async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 12 }), ms, async (turns, later) => {
				const { api, rooms } = await after(turns, later);
				await expectRehearsed(api, rooms);
			}),
			{ numRuns: 40 },
		);
	});
});
