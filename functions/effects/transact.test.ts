import { describe, expect, it } from 'vitest';
import { parseRoomName, type RoomKey } from '../protocol/names.ts';
import type { Command } from '../rooms/commands.ts';
import type { Facts } from '../rooms/facts.ts';
import { agentOf, humanIn, makeTestApi, makeTestCall } from '../testing.ts';
import { transact } from './transact.ts';

const whose: RoomKey = { stage: 'test', conversation: 'v_somebody', generation: 1 };

const keyOf = (room: string): RoomKey => {
	const key = parseRoomName(room);
	if (key === null) throw new Error(`not a room of ours: ${room}`);
	return key;
};
const sweep = { kind: 'sweep', workerCameAt: 0 } as const;
const hangUp = (room: string) => ({ kind: 'close', generation: keyOf(room).generation, reason: 'hung_up' }) as const;
/** A recorder comes, of whom nothing follows. */
const records = (sid: string, { generation }: RoomKey = whose): Command<'observe'> => {
	const person = { sid, identity: sid, kind: 'other', room: null, at: 1_795_000_000_000 } as const;
	return {
		kind: 'observe',
		event: null,
		observation: { kind: 'joined', generation, at: person.at, life: null, person },
	};
};
const sidsIn = (facts: Facts | null) => Object.keys(facts?.room.people ?? {});
const deadlineWithin = async ({ deps }: ReturnType<typeof makeTestApi>, ms: number) =>
	(await deps.store.due({ until: deps.now() + ms, now: deps.now(), limit: 1, leaseMs: 0 })).length === 1;

describe('a transaction', () => {
	it('begins a record, and changes the one that is there', async () => {
		const { deps } = makeTestApi();
		expect((await transact(deps, whose, records('EG_1'))).answer).toBe('observed');
		const { answer, facts } = await transact(deps, whose, records('EG_2'));
		expect(answer).toBe('observed');
		expect(sidsIn(facts)).toEqual(['EG_1', 'EG_2']);
		expect((await transact(deps, whose, records('EG_2'))).answer).toBe('known');
	});

	it('saves nothing when nothing has changed, unless the record is to be touched', async () => {
		const { deps, store } = makeTestApi();
		await transact(deps, whose, records('EG_1'));
		store.asked.length = 0;
		await transact(deps, whose, sweep);
		expect(store.asked).toEqual(['load']);
		await transact(deps, whose, sweep, { touch: true });
		expect(store.asked).toEqual(['load', 'load', 'save']);
	});

	it('begins no record for who only looks', async () => {
		const { deps, store } = makeTestApi();
		expect(await transact(deps, whose, sweep, { touch: true })).toMatchObject({ facts: null, answer: 'empty' });
		expect(store.asked).toEqual(['load']);
	});

	it('saves first, then acts, then answers', async () => {
		const { deps, store, server, room } = await makeTestCall();
		const journal: string[] = [];
		store.before((method) => journal.push(`${method} after ${server.did.length} acts`));
		const { answer } = await transact(deps, keyOf(room), hangUp(room));
		expect(answer).toBe('closed');
		expect(journal).toEqual(['load after 0 acts', 'save after 0 acts', 'note after 1 acts']);
		expect(server.did).toEqual([`delete ${room}`]);
	});

	it('is done again on what somebody else has saved in between', async () => {
		const { deps, store } = makeTestApi();
		await transact(deps, whose, records('EG_1'));
		let others = 2;
		store.before(async (method) => {
			if (method !== 'save' || others === 0) return;
			others -= 1;
			await transact(deps, whose, records(`EG_other${others}`));
		});
		const { facts } = await transact(deps, whose, records('EG_2'));
		expect(sidsIn(facts)).toEqual(['EG_1', 'EG_other0', 'EG_other1', 'EG_2']);
	});

	it('gives up when somebody else is always faster, and has done nothing then', async () => {
		const { deps, server, room, logged } = await makeTestCall();
		const { store } = deps;
		const busy = { ...deps, store: { ...store, save: async () => 'conflict' as const } };
		logged.length = 0;
		await expect(transact(busy, keyOf(room), hangUp(room))).rejects.toMatchObject({ code: 'store_unavailable' });
		expect([...server.did, ...logged]).toEqual([]);
	});

	it('does nothing when it could not be saved', async () => {
		const { deps, store, server, room, logged } = await makeTestCall();
		store.fails(['save']);
		logged.length = 0;
		await expect(transact(deps, keyOf(room), hangUp(room))).rejects.toMatchObject({ name: 'StoreUnavailable' });
		expect([...server.did, ...logged]).toEqual([]);
	});

	it('is admitted once, by what was loaded; a refusal saves nothing', async () => {
		const { deps, store } = makeTestApi();
		await transact(deps, whose, records('EG_1'));
		store.asked.length = 0;
		const admit = ({ hits }: { hits: readonly number[] }, facts: Facts | null) => {
			if (hits[0] !== 1 || sidsIn(facts)[0] !== 'EG_1') throw new Error(`refused: ${hits}`);
		};
		const hits = [{ key: 'test:hits', windowMs: 60_000 }];
		let others = 1;
		store.before(async (method) => {
			if (method !== 'save' || others === 0) return;
			others -= 1;
			await transact(deps, whose, records('EG_other'));
		});
		await transact(deps, whose, records('EG_2'), { hits, admit });
		store.asked.length = 0;
		await expect(transact(deps, whose, records('EG_3'), { hits, admit })).rejects.toThrow('refused: 2');
		expect(store.asked).toEqual(['load']);
	});

	it('takes the record as it was loaded already, and loads it when that is an old one', async () => {
		const { deps, store } = makeTestApi();
		const { loaded } = await transact(deps, whose, records('EG_1'));
		store.asked.length = 0;
		expect(sidsIn((await transact(deps, whose, records('EG_2'), { loaded })).facts)).toEqual(['EG_1', 'EG_2']);
		// That one was loaded before there was a record.
		expect(store.asked).toEqual(['save', 'load', 'save']);
		store.asked.length = 0;
		const current = await deps.store.load('test:conversation:v_somebody', { last: 0 });
		await transact(deps, whose, records('EG_3'), { loaded: current });
		expect(store.asked).toEqual(['load', 'save']);
	});

	it('empties the turns when everything is forgotten, also in its own answer', async () => {
		const { deps, room, door, writer } = await makeTestCall();
		await door('turns', { ...writer, turns: [{ id: 't1', role: 'user', text: 'hello', at: 1 }] });
		const kept = await transact(deps, keyOf(room), sweep);
		expect(kept.loaded.entries).toHaveLength(1);
		const forgotten = await transact(deps, keyOf(room), { kind: 'forget' });
		expect(forgotten).toMatchObject({ answer: 'forgotten', loaded: { entries: [], before: null } });
		expect((await transact(deps, keyOf(room), sweep)).loaded.entries).toEqual([]);
	});
});

describe('what a transaction does', () => {
	/** Somebody waits for an agent; it is time to ask for one. */
	const waiting = async (dispatch: 'done' | 'unknown') => {
		const api = makeTestApi();
		const { room_name: room } = await api.visitor().token();
		await api.comes(room, humanIn(room));
		api.pass(10_000);
		const { livekit } = api.deps;
		const asked: string[] = [];
		const failing = {
			...livekit,
			dispatch: async (name: string) => {
				asked.push(name);
				return { outcome: 'unknown' } as const;
			},
		};
		const deps = dispatch === 'done' ? api.deps : { ...api.deps, livekit: failing };
		const due = (ms: number) => deadlineWithin(api, ms);
		return { ...api, room, asked, deps, due, sweep: (options = {}) => transact(deps, keyOf(room), sweep, options) };
	};

	it('is named when LiveKit has taken it', async () => {
		const { sweep: swept } = await waiting('done');
		const { done } = await swept();
		expect(done).toMatchObject([{ act: { kind: 'dispatch' }, outcome: 'dispatched', dispatchId: 'AD_1' }]);
	});

	it('may fail without failing the answer, and is done again at its deadline', async () => {
		const { room, asked, pass, due, sweep: swept } = await waiting('unknown');
		const { answer, done } = await swept();
		expect(answer).toBe('swept');
		expect(done).toMatchObject([{ act: { kind: 'dispatch' }, outcome: 'unknown', dispatchId: null }]);
		expect(asked).toEqual([room]);
		expect(await due(9_999)).toBe(false);
		expect(await due(10_000)).toBe(true);
		pass(9_999);
		await swept();
		expect(asked).toEqual([room]);
		pass(1);
		await swept();
		expect(asked).toEqual([room, room]);
	});

	it('is written into the log without the room', async () => {
		const { room, logged, sweep: swept } = await waiting('unknown');
		await swept();
		expect(logged.at(-1)).toEqual({ level: 'warn', event: 'effect', effect: 'dispatch', outcome: 'unknown' });
		expect(JSON.stringify(logged)).not.toContain(keyOf(room).conversation);
	});

	it('is nothing on facts that could not be looked at, and is due again soon', async () => {
		const { server, due, sweep: swept } = await waiting('done');
		server.fallsSilent();
		const before = await swept({ look: 'never' });
		const after = await swept({ touch: true });
		expect(after.facts).toEqual(before.facts);
		expect([...server.did, ...after.done]).toEqual([]);
		expect(await due(5_000)).toBe(true);
	});
});

it('a removal that nobody has confirmed is done again, although there is nothing to save for it', async () => {
	const { deps, room, server, comes, pass, store } = await makeTestCall();
	await comes(room, agentOf('AJ_9'));
	const remove = `remove agent-AJ_9 ${room}`;
	expect(server.did).toEqual([remove]);
	pass(1_000);
	store.asked.length = 0;
	const { done } = await transact(deps, keyOf(room), sweep);
	expect(done).toMatchObject([{ act: { kind: 'remove_participant', reason: 'replaced' }, outcome: 'absent' }]);
	expect(server.did).toEqual([remove, remove]);
	expect(store.asked).toEqual(['load', 'note']);
});

describe('the look at the server', () => {
	it('is taken when something hangs on it, once', async () => {
		const { deps, room, server, pass, served } = await makeTestCall();
		await transact(deps, keyOf(room), sweep);
		expect(server.looked).toEqual([]);
		pass(60_000);
		server.goes(room, served.sid);
		const { generation } = keyOf(room);
		const lost = { kind: 'job_lost', generation, at: deps.now(), jobId: 'AJ_1' } as const;
		await transact(deps, keyOf(room), { kind: 'observe', observation: lost, event: null });
		expect(server.looked).toEqual([room]);
	});

	it('is of the room that was to be closed, and not of the next one', async () => {
		const call = await makeTestCall();
		const { deps, room, human, server, pass } = call;
		await call.goes(room, human);
		// Somebody is there again, and nothing was heard of it.
		server.comes(room, { ...human, sid: 'PA_again' });
		pass(60_000);
		const key = keyOf(room);
		const writer = { generation: key.generation, ...call.writer };
		const command = { kind: 'write', writer, written: { what: 'end', reason: 'grace_expired' } } as const;
		const { answer, facts } = await transact(deps, key, command, { look: 'always' });
		expect(answer).toBe('awaited');
		expect(facts?.generation).toBe(key.generation);
		expect(server.looked.at(-1)).toBe(room);
	});

	it('is taken always, or never, by who asks so', async () => {
		const { deps, room, server, pass, human } = await makeTestCall();
		pass(1_000);
		server.goes(room, human.sid);
		await transact(deps, keyOf(room), sweep, { look: 'never' });
		expect(server.looked).toEqual([]);
		const { facts } = await transact(deps, keyOf(room), sweep, { look: 'always' });
		expect(server.looked).toEqual([room]);
		expect(facts?.room.looks).toHaveLength(1);
	});

	it('is taken of a room that is adopted, and finds who is in it', async () => {
		const { deps, room, server, store, pass, writer } = await makeTestCall();
		const { generation } = keyOf(room);
		const write: Command<'write'> = { kind: 'write', writer: { ...writer, generation }, written: { what: 'turns' } };
		pass(1_000);
		await transact(deps, keyOf(room), write, { look: 'adopting' });
		expect(server.looked).toEqual([]);
		store.losesEverything();
		const { facts } = await transact(deps, keyOf(room), write, { look: 'adopting' });
		expect(server.looked).toEqual([room]);
		expect(sidsIn(facts)).toEqual(['PA_human', 'PA_AJ_1']);
	});

	it('is taken once, however often it is tried to save', async () => {
		const { deps, room, server, store } = await makeTestCall();
		let others = 3;
		store.before(async (method) => {
			if (method !== 'save' || others === 0) return;
			others -= 1;
			await transact(deps, keyOf(room), records(`EG_${others}`, keyOf(room)), { look: 'never' });
		});
		const { facts } = await transact(deps, keyOf(room), sweep, { look: 'always' });
		expect(server.looked).toEqual([room]);
		expect(sidsIn(facts)).toEqual(['PA_human', 'PA_AJ_1', 'EG_0', 'EG_1', 'EG_2']);
	});

	it('that somebody has had already is not taken again, be it unknown', async () => {
		const { deps, room, server, pass, served } = await makeTestCall();
		pass(1_000);
		const [start, { generation }] = [deps.now(), keyOf(room)];
		const life = { sid: 'RM_1', createdAt: start - 1_000, departureMs: 90_000 };
		const look = { start, end: start, room: life, people: [served] };
		const looked = { kind: 'looked_up', generation, at: start, look } as const;
		const { facts } = await transact(deps, keyOf(room), sweep, { look: 'always', looked });
		expect(facts?.room.looks).toEqual([{ start, end: start }]);
		const blind = await transact(deps, keyOf(room), sweep, { look: 'always', looked: 'unknown' });
		expect(blind.facts).toEqual(facts);
		expect(server.looked).toEqual([]);
	});
});
