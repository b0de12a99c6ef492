import { describe, expect, it } from 'vitest';
import { parseRoomName, type RoomKey } from '../protocol/names.ts';
import { close } from '../rooms/closing.ts';
import { adoptedFacts, type Facts, newFacts } from '../rooms/facts.ts';
import { humanIn, makeTestApi, makeTestCall } from '../testing.ts';
import { type Step, transact } from './transact.ts';

const whose: RoomKey = { stage: 'test', conversation: 'v_somebody', generation: 1 };

const keyOf = (room: string): RoomKey => {
	const key = parseRoomName(room);
	if (key === null) throw new Error(`not a room of ours: ${room}`);
	return key;
};
const remember = (todo: string) => (facts: Facts | null, now: number) => {
	const known = facts ?? newFacts(now);
	return { facts: { ...known, todo: [...known.todo, todo] }, answer: known.todo.length };
};
const hangUp = (facts: Facts | null, now: number) =>
	facts === null
		? { facts, answer: 'not_found' }
		: { facts: close(facts, facts.generation, 'hung_up', now).facts, answer: 'closed' };
const leave = (facts: Facts | null): Step<null> => ({ facts, answer: null });

describe('a transaction', () => {
	it('begins a record, and changes the one that is there', async () => {
		const { deps } = makeTestApi();
		expect((await transact(deps, whose, remember('milk'))).answer).toBe(0);
		expect(await transact(deps, whose, remember('eggs'))).toMatchObject({
			answer: 1,
			facts: { todo: ['milk', 'eggs'] },
		});
	});

	it('saves nothing when nothing has changed, unless the record is to be touched', async () => {
		const { deps, store } = makeTestApi();
		await transact(deps, whose, remember('milk'));
		store.asked.length = 0;
		await transact(deps, whose, leave);
		expect(store.asked).toEqual(['load']);
		await transact(deps, whose, leave, { touch: true });
		expect(store.asked).toEqual(['load', 'load', 'save']);
	});

	it('begins no record for who only looks', async () => {
		const { deps, store } = makeTestApi();
		expect(await transact(deps, whose, leave, { touch: true })).toMatchObject({ facts: null, answer: null });
		expect(store.asked).toEqual(['load']);
	});

	it('saves first, then acts, then answers', async () => {
		const { deps, store, server, room } = await makeTestCall();
		const journal: string[] = [];
		store.before((method) => journal.push(`${method} after ${server.did.length} acts`));
		const { answer } = await transact(deps, keyOf(room), hangUp);
		expect(answer).toBe('closed');
		expect(journal).toEqual(['load after 0 acts', 'save after 0 acts', 'count after 1 acts']);
		expect(server.did).toEqual([`delete ${room}`]);
	});

	it('is done again on what somebody else has saved in between', async () => {
		const { deps, store } = makeTestApi();
		await transact(deps, whose, remember('milk'));
		let others = 2;
		store.before(async (method) => {
			if (method !== 'save' || others === 0) return;
			others -= 1;
			await transact(deps, whose, remember('eggs'));
		});
		const { facts } = await transact(deps, whose, remember('tea'));
		expect(facts?.todo).toHaveLength(4);
		expect(facts?.todo.at(-1)).toBe('tea');
	});

	it('gives up when somebody else is always faster, and has done nothing then', async () => {
		const { deps, server, room } = await makeTestCall();
		const { store } = deps;
		const busy = { ...deps, store: { ...store, save: async () => 'conflict' as const } };
		await expect(transact(busy, keyOf(room), hangUp)).rejects.toMatchObject({ code: 'store_unavailable' });
		expect(server.did).toEqual([]);
	});

	it('does nothing when it could not be saved', async () => {
		const { deps, store, server, room } = await makeTestCall();
		store.fails(['save']);
		await expect(transact(deps, keyOf(room), hangUp)).rejects.toMatchObject({ name: 'StoreUnavailable' });
		expect(server.did).toEqual([]);
	});

	it('is admitted once, by what was loaded; a refusal saves nothing', async () => {
		const { deps, store } = makeTestApi();
		await transact(deps, whose, remember('milk'));
		store.asked.length = 0;
		const admit = ({ hits }: { hits: readonly number[] }, facts: Facts | null) => {
			if (hits[0] !== 1 || facts?.todo[0] !== 'milk') throw new Error(`refused: ${hits}`);
		};
		const hits = [{ key: 'test:hits', windowMs: 60_000 }];
		let others = 1;
		store.before(async (method) => {
			if (method !== 'save' || others === 0) return;
			others -= 1;
			await transact(deps, whose, remember('eggs'));
		});
		await transact(deps, whose, remember('tea'), { hits, admit });
		store.asked.length = 0;
		await expect(transact(deps, whose, remember('jam'), { hits, admit })).rejects.toThrow('refused: 2');
		expect(store.asked).toEqual(['load']);
	});

	it('empties the turns when it is told to, also in its own answer', async () => {
		const { deps, room, door, writer } = await makeTestCall();
		await door('turns', { ...writer, turns: [{ id: 't1', role: 'user', text: 'hello', at: 1 }] });
		const keep = await transact(deps, keyOf(room), leave);
		expect(keep.loaded.entries).toHaveLength(1);
		const forget = await transact(deps, keyOf(room), (facts) => ({
			facts: facts && { ...facts },
			answer: null,
			clearTurns: true,
		}));
		expect(forget.loaded).toMatchObject({ entries: [], before: null });
		expect((await transact(deps, keyOf(room), leave)).loaded.entries).toEqual([]);
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
		return { ...api, room, asked, deps: dispatch === 'done' ? api.deps : { ...api.deps, livekit: failing } };
	};

	it('is named when LiveKit has taken it', async () => {
		const { deps, room } = await waiting('done');
		expect(await transact(deps, keyOf(room), leave)).toMatchObject({ dispatchId: 'AD_1' });
	});

	it('may fail without failing the answer, and is done again at its deadline', async () => {
		const { deps, room, asked, pass, store } = await waiting('unknown');
		expect(await transact(deps, keyOf(room), leave)).toMatchObject({ answer: null, dispatchId: null });
		expect(asked).toEqual([room]);
		const due = (until: number) => store.store.due({ until, now: deps.now(), limit: 1, leaseMs: 0 });
		expect(await due(deps.now() + 9_999)).toEqual([]);
		expect(await due(deps.now() + 10_000)).toHaveLength(1);
		pass(9_999);
		await transact(deps, keyOf(room), leave);
		expect(asked).toEqual([room]);
		pass(1);
		await transact(deps, keyOf(room), leave);
		expect(asked).toEqual([room, room]);
	});

	it('is written into the log without the room', async () => {
		const { deps, room, logged } = await waiting('unknown');
		await transact(deps, keyOf(room), leave);
		expect(logged.at(-1)).toEqual({ level: 'warn', event: 'effect', effect: 'dispatch', outcome: 'unknown' });
		expect(JSON.stringify(logged)).not.toContain(keyOf(room).conversation);
	});

	it('is nothing on facts that could not be looked at, and is due again soon', async () => {
		const { deps, room, server, store } = await waiting('done');
		server.fallsSilent();
		const before = await transact(deps, keyOf(room), leave, { look: 'never' });
		expect((await transact(deps, keyOf(room), leave, { touch: true })).facts).toEqual(before.facts);
		expect(server.did).toEqual([]);
		expect(await store.store.due({ until: deps.now() + 5_000, now: deps.now(), limit: 1, leaseMs: 0 })).toHaveLength(1);
	});
});

describe('the look at the server', () => {
	it('is taken when something hangs on it, once', async () => {
		const { deps, room, server, pass, served } = await makeTestCall();
		await transact(deps, keyOf(room), leave);
		expect(server.looked).toEqual([]);
		pass(60_000);
		server.goes(room, served.sid);
		const lost = (facts: Facts | null) => ({
			facts: facts && { ...facts, room: { ...facts.room, claim: null, people: withoutAgents(facts) } },
			answer: null,
		});
		await transact(deps, keyOf(room), lost);
		expect(server.looked).toEqual([room]);
	});

	it('is taken always, or never, by who asks so', async () => {
		const { deps, room, server, pass, human } = await makeTestCall();
		pass(1_000);
		server.goes(room, human.sid);
		await transact(deps, keyOf(room), leave, { look: 'never' });
		expect(server.looked).toEqual([]);
		const { facts } = await transact(deps, keyOf(room), leave, { look: 'always' });
		expect(server.looked).toEqual([room]);
		expect(facts?.room.looks).toHaveLength(1);
	});

	it('is taken of a room that is adopted, and finds who is in it', async () => {
		const { deps, room, server, store, pass } = await makeTestCall();
		const key = keyOf(room);
		const adopt = (facts: Facts | null, now: number) => ({
			facts: facts ?? adoptedFacts(now, key.generation),
			answer: null,
		});
		pass(1_000);
		await transact(deps, key, adopt, { look: 'adopting' });
		expect(server.looked).toEqual([]);
		store.losesEverything();
		const { facts } = await transact(deps, key, adopt, { look: 'adopting' });
		expect(server.looked).toEqual([room]);
		expect(Object.keys(facts?.room.people ?? {})).toEqual(['PA_human', 'PA_AJ_1']);
	});

	it('is taken once, however often it is tried to save', async () => {
		const { deps, room, server, store } = await makeTestCall();
		let others = 3;
		store.before(async (method) => {
			if (method !== 'save' || others === 0) return;
			others -= 1;
			await transact(deps, keyOf(room), remember('eggs'), { look: 'never' });
		});
		const { facts } = await transact(deps, keyOf(room), leave, { look: 'always' });
		expect(server.looked).toEqual([room]);
		expect(facts).toMatchObject({ todo: ['eggs', 'eggs', 'eggs'] });
	});
});

const withoutAgents = ({ room }: Facts) =>
	Object.fromEntries(Object.entries(room.people).filter(([, { kind }]) => kind !== 'agent'));
