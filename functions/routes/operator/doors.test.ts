import { describe, expect, it } from 'vitest';
import {
	agentsResponseSchema,
	closeResponseSchema,
	gcResponseSchema,
	roomsResponseSchema,
	statsResponseSchema,
	tapeResponseSchema,
} from '../../protocol/operator.ts';
import { humanIn, makeTestApi, makeTestCall, problemOf, testConfig } from '../../testing.ts';
import { makeTestOperator } from './testing.ts';

const strange = 'greenroom.test.v_stranger.1794000000';

/** A call, a room that the store does not know, and somebody who operates the stage. */
async function stage() {
	const call = await makeTestCall();
	call.server.comes(strange, humanIn(strange, 'PA_strange'));
	const asOperator = makeTestOperator(call);
	const ask = async (method: 'GET' | 'POST', path: string): Promise<unknown> => {
		const response = await asOperator(method, path);
		if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
		return response.json();
	};
	return { ...call, asOperator, ask };
}

describe('answers have the shape that is promised, when all is well and when LiveKit is silent', () => {
	it.each([
		['GET', 'rooms', roomsResponseSchema],
		['GET', 'agents', agentsResponseSchema],
		['GET', 'stats', statsResponseSchema],
		['POST', 'gc?dry=1', gcResponseSchema],
		['POST', 'gc', gcResponseSchema],
	] as const)('%s %s', async (method, path, schema) => {
		const { ask, server, deps, pool, pass, goes, room, human } = await stage();
		await pool({ active: 3, ends: { 'served:exit_0': 1, 'hung:SIGKILL': 2 } });
		pass(7_001);
		await goes(room, human);
		pass(3_333);
		for (const silent of [true, false]) {
			server.fallsSilent(silent);
			const answer = await ask(method, path);
			expect(schema.parse(answer)).toEqual(answer);
			expect(answer).toMatchObject({ at: deps.now() });
		}
	});

	it('of a stage in which nothing was ever', async () => {
		const asOperator = makeTestOperator(makeTestApi());
		for (const [path, schema] of [
			['rooms', roomsResponseSchema],
			['agents', agentsResponseSchema],
			['stats', statsResponseSchema],
		] as const) {
			const answer: unknown = await (await asOperator('GET', path)).json();
			expect(schema.parse(answer)).toEqual(answer);
		}
	});
});

describe('GET rooms', () => {
	it('has the store and LiveKit side by side', async () => {
		const { ask, room, human, served } = await stage();
		const { rooms, ...rest } = roomsResponseSchema.parse(await ask('GET', 'rooms'));
		expect(rest).toMatchObject({ livekit: true, truncated: false });
		expect(rooms).toMatchObject([
			{ name: room, stored: { phase: 'active' }, listed: { people: [human, served] }, orphan: null },
			{ name: strange, stored: null, orphan: 'unknown' },
		]);
	});

	it.each([
		['1', 1],
		['500', 500],
		['501', 500],
		['1000000', 500],
		['0', 100],
		['-1', 100],
		['1.5', 100],
		['NaN', 100],
		['Infinity', 100],
		['', 100],
	])('has as many rooms as are asked for, within bounds: %s', async (limit, expected) => {
		const api = makeTestApi();
		const asked: number[] = [];
		const deadlines = async (many: number) => {
			asked.push(many);
			return [];
		};
		const { app } = makeTestApi({ store: { ...api.deps.store, deadlines } });
		expect((await makeTestOperator({ app })('GET', `rooms?limit=${limit}`)).status).toBe(200);
		// One more than is shown: so it is known that there are more.
		expect(asked).toEqual([expected + 1]);
	});

	it('says that there are more', async () => {
		const { ask } = await stage();
		expect(await ask('GET', 'rooms?limit=1')).toMatchObject({ truncated: true });
		expect(await ask('GET', 'rooms?limit=2')).toMatchObject({ truncated: false });
	});
});

describe('GET rooms, page by page', () => {
	it('has all rooms, and who is there is not asked', async () => {
		const { ask, server, room } = await stage();
		server.looked.length = 0;
		const first = roomsResponseSchema.parse(await ask('GET', 'rooms?after=&limit=1'));
		expect(first).toMatchObject({ total: 2, truncated: false, rooms: [{}] });
		const second = roomsResponseSchema.parse(await ask('GET', `rooms?after=${first.after}&limit=1`));
		expect(second).not.toHaveProperty('after');
		expect([...first.rooms, ...second.rooms].map(({ name }) => name)).toEqual([room, strange].sort());
		expect(server.looked).toEqual([]);
	});

	it('has no more than 500 on one', async () => {
		const { ask, server } = await stage();
		for (let n = 0; n < 600; n++) {
			const name = `greenroom.test.v_many_${1_000 + n}.7`;
			server.comes(name, humanIn(name, `PA_${n}`));
		}
		const { rooms, total } = roomsResponseSchema.parse(await ask('GET', 'rooms?after=&limit=5000'));
		expect({ rooms: rooms.length, total }).toEqual({ rooms: 500, total: 602 });
	});

	it('has those that are named, with who is there', async () => {
		const { ask, room, human, served } = await stage();
		const gone = 'greenroom.test.v_nobody_here.7';
		const answer = await ask('GET', `rooms?names=${room},${gone}`);
		expect(roomsResponseSchema.parse(answer)).toEqual(answer);
		expect(answer).toMatchObject({
			rooms: [
				{ name: room, listed: { people: [human, served] } },
				{ name: gone, stored: null, listed: null },
			],
		});
	});
});

describe('GET agents and stats', () => {
	it.each(['agents', 'stats'])('%s asks LiveKit for its rooms, and for nobody in them', async (path) => {
		const { ask, server } = await stage();
		server.looked.length = 0;
		expect(await ask('GET', path)).toMatchObject({
			alerts: expect.arrayContaining([expect.objectContaining({ alert: 'orphans' })]),
		});
		expect(server.looked).toEqual([]);
	});

	it('agents are those of as many rooms as are asked for', async () => {
		const call = await makeTestCall();
		await makeTestCall(call);
		const ask = makeTestOperator(call);
		for (const [limit, truncated] of [
			[1, true],
			[2, false],
		] as const) {
			const answer: unknown = await (await ask('GET', `agents?limit=${limit}`)).json();
			expect(agentsResponseSchema.parse(answer)).toMatchObject({ truncated });
		}
	});
});

describe('GET rooms/:name/tape', () => {
	it('has what was asked, seen and done in a call, and what its decisions depend on', async () => {
		const { ask, room } = await stage();
		const answer = await ask('GET', `rooms/${room}/tape`);
		expect(tapeResponseSchema.parse(answer)).toEqual(answer);
		expect(answer).toMatchObject({
			room,
			policy: { graceSeconds: 60, lifecycle: 'persistent', dispatch: 'explicit', maxCallSeconds: 864_000 },
		});
		expect(tapeResponseSchema.parse(answer).entries.length).toBeGreaterThan(2);
	});

	it('is empty for a room of which nothing is known', async () => {
		const { ask } = await stage();
		expect(await ask('GET', `rooms/${strange}/tape`)).toMatchObject({ entries: [] });
	});
});

describe('POST rooms/:name/close', () => {
	it('closes a call: its people are told, its room is deleted', async () => {
		const { ask, room, server, ada, outcomes } = await stage();
		const answer = await ask('POST', `rooms/${room}/close`);
		expect(closeResponseSchema.parse(answer)).toEqual({ outcome: 'closed' });
		expect(server.did).toEqual([`delete ${room}`]);
		expect(await ada.view(room)).toMatchObject({ ended: true, phase: 'closing' });
		expect(outcomes().at(-2)).toBe('closed');
	});

	it('may be repeated: the call that came after it goes on', async () => {
		const { ask, asOperator, room, server, ada } = await stage();
		await ask('POST', `rooms/${room}/close`);
		const { room_name: next } = await ada.token();
		const both = await Promise.all([ask('POST', `rooms/${room}/close`), ask('POST', `rooms/${room}/close`)]);
		expect(both).toEqual([{ outcome: 'already_closed' }, { outcome: 'already_closed' }]);
		expect(server.did).toEqual([`delete ${room}`]);
		expect(await ada.view()).toMatchObject({ room: next });
		expect((await asOperator('POST', `rooms/${room}/close`)).status).toBe(200);
	});

	it('takes a room away that has come back to life since it was closed', async () => {
		const { ask, room, server, human, pass } = await stage();
		await ask('POST', `rooms/${room}/close`);
		pass(300_000);
		server.comes(room, human);
		expect(await ask('POST', `rooms/${room}/close`)).toEqual({ outcome: 'already_closed' });
		expect(server.has(room)).toBe(false);
	});

	it('is done once by two at once', async () => {
		const { ask, room, server } = await stage();
		const both = await Promise.all([ask('POST', `rooms/${room}/close`), ask('POST', `rooms/${room}/close`)]);
		expect(both).toEqual(expect.arrayContaining([{ outcome: 'closed' }, { outcome: 'already_closed' }]));
		expect(server.did).toEqual([`delete ${room}`]);
	});

	it('closes a room that the store does not know', async () => {
		const { ask, server } = await stage();
		expect(await ask('POST', `rooms/${strange}/close`)).toEqual({ outcome: 'closed' });
		expect(server.has(strange)).toBe(false);
	});

	it('is done although LiveKit does not answer; the deadline deletes the room', async () => {
		const { ask, room, server, pass, pool } = await stage();
		server.fallsSilent();
		expect(await ask('POST', `rooms/${room}/close`)).toEqual({ outcome: 'closed' });
		server.fallsSilent(false);
		pass(3_000);
		await pool();
		expect(server.has(room)).toBe(false);
	});

	it('is 503 when the store does not answer, and nothing was done then', async () => {
		const { asOperator, room, server, store } = await stage();
		store.fails(['save']);
		expect(await problemOf(await asOperator('POST', `rooms/${room}/close`))).toMatchObject({
			status: 503,
			code: 'store_unavailable',
		});
		expect(server.did).toEqual([]);
	});
});

describe.each(['close', 'tape'])('rooms/:name/%s', (what) => {
	const method = what === 'close' ? 'POST' : 'GET';

	it.each([
		'greenroom.production.v_somebody.7',
		'my-room',
		'greenroom.test.v_somebody',
		'%20',
		'greenroom.test.v_some%2F.7',
	])('is 404 for what is no room of this stage: %s', async (name) => {
		const { asOperator, store, server } = await stage();
		store.asked.length = 0;
		const answer = await problemOf(await asOperator(method, `rooms/${name}/${what}`));
		expect(answer).toMatchObject({ status: 404, code: 'not_found' });
		expect(store.asked).toEqual([]);
		expect(server.did).toEqual([]);
	});
});

describe('POST rooms/:name/close of a generation that was never given out', () => {
	it.each(['greenroom.test.v_somebody.1795000001', 'greenroom.test.v_somebody.999999999999999'])(
		'is 404: %s',
		async (name) => {
			const { asOperator, server } = await stage();
			expect(await problemOf(await asOperator('POST', `rooms/${name}/close`))).toMatchObject({ status: 404 });
			expect(server.did).toEqual([]);
		},
	);
});

describe('POST gc', () => {
	it('does what a dry run says', async () => {
		const { ask, goes, room, human, pass, server } = await stage();
		await goes(room, human);
		pass(60_000);
		const expected = {
			livekit: true,
			due: 1,
			actions: [
				{ room, does: 'delete_room', why: 'grace_expired' },
				{ room: strange, does: 'adopt', why: 'unknown' },
				{ room: strange, does: 'dispatch', why: 'no_agent' },
			],
			truncated: false,
		};
		expect(await ask('POST', 'gc?dry=1')).toMatchObject({ ...expected, dry: true, listed: 2 });
		expect(server.did).toEqual([]);
		expect(await ask('POST', 'gc')).toMatchObject({ ...expected, dry: false, listed: 1 });
		expect(server.did).toEqual([`delete ${room}`, `dispatch greenroom-test ${strange}`]);
		expect(await ask('POST', 'gc')).toMatchObject({ due: 0, actions: [] });
	});

	it('is dry only when it is asked to be', async () => {
		const { ask } = await stage();
		for (const query of ['', '?dry=0', '?dry=', '?dry=true'])
			expect(await ask('POST', `gc${query}`)).toMatchObject({ dry: false });
	});

	it.each(['gc', 'gc?dry=1'])('%s is 503 when the store does not answer', async (path) => {
		const { asOperator, store } = await stage();
		store.fails();
		expect(await problemOf(await asOperator('POST', path))).toMatchObject({ status: 503, code: 'store_unavailable' });
	});
});

describe('the stage of a laptop', () => {
	it('has doors of its own', async () => {
		const api = makeTestApi({ config: { ...testConfig, stage: 'dev-1234' } });
		expect(await problemOf(await makeTestOperator(api)('POST', `rooms/${strange}/close`))).toMatchObject({
			status: 404,
		});
	});
});
