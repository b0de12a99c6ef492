import { describe, expect, it } from 'vitest';
import { agentToken, humanIn, makeTestApi, makeTestCall, problemOf } from '../../testing.ts';

const beat = { worker: 'w1', agentName: 'greenroom-test', state: 'accepting', active: 0 };

/** Somebody is in their room, and no worker is there. */
async function waiting() {
	const api = makeTestApi();
	const ada = api.visitor();
	const { room_name: room } = await ada.token();
	await api.comes(room, humanIn(room));
	return { ...api, ada, room, dispatch: `dispatch greenroom-test ${room}` };
}

describe('the heartbeat door', () => {
	it('takes a worker’s token for the pool, and none for a room', async () => {
		const { agent, pool, outcomes } = makeTestApi();
		const room = 'greenroom.test.v_somebody.1';
		const asRoom = await agent(room)('heartbeat', beat, await agentToken(room));
		expect(await problemOf(asRoom)).toMatchObject({ status: 401, code: 'unauthorized' });
		const asPool = await pool();
		expect(await asPool.json()).toEqual({ instruction: 'accept' });
		await pool();
		expect(outcomes()).toEqual(['unauthorized', 'worker_came', 'heard']);
	});

	it('does what is due, and nothing before', async () => {
		const { pool, pass, server, dispatch } = await waiting();
		await pool({ state: 'draining' });
		pass(9_999);
		await pool({ state: 'draining' });
		expect(server.did).toEqual([]);
		pass(1);
		await pool({ state: 'draining' });
		expect(server.did).toEqual([dispatch]);
	});

	it('of a worker that comes gives it who waits, at once', async () => {
		const { pool, pass, server, dispatch } = await waiting();
		pass(3_000);
		await pool();
		expect(server.did).toEqual([dispatch]);
		pass(1_000);
		await pool();
		expect(server.did).toEqual([dispatch]);
	});

	it('of a worker that comes gives it also whom nobody was found for, again and again', async () => {
		const { pool, pass, server, dispatch } = await waiting();
		for (let i = 0; i < 9; i++) {
			pass(5_000);
			await pool({ worker: 'w0', state: 'draining' });
		}
		expect(server.did).toEqual([dispatch, dispatch, dispatch]);
		await pool();
		expect(server.did).toHaveLength(4);
	});

	it('of a worker that goes gives it nobody', async () => {
		const { pool, pass, server } = await waiting();
		pass(3_000);
		await pool({ state: 'draining' });
		expect(server.did).toEqual([]);
	});

	it('takes nothing from a call that is served', async () => {
		const { pool, pass, server, ada } = await makeTestCall();
		for (let i = 0; i < 100; i++) {
			pass(5_000);
			await pool({ worker: `w${i}` });
		}
		expect(server.did).toEqual([]);
		expect((await ada.view()).phase).toBe('active');
	});

	it('changes nothing while LiveKit does not answer: neither an agent nor an end', async () => {
		const { pool, pass, server, ada, goes, room, human } = await makeTestCall();
		pass(5_000);
		await goes(room, human);
		server.fallsSilent();
		for (let i = 0; i < 20; i++) {
			pass(5_000);
			await pool();
		}
		expect(server.did).toEqual([]);
		expect(await ada.view(room)).toMatchObject({ phase: 'grace_period', ended: false });
		server.fallsSilent(false);
		pass(5_000);
		await pool();
		expect(server.did).toEqual([`delete ${room}`]);
	});

	it('counts what was done', async () => {
		const { pool, pass, store } = await waiting();
		pass(3_000);
		await pool();
		expect(await store.store.counters()).toMatchObject({ dispatch: 1, swept: 1, listings: 1 });
	});

	it('lists all rooms every five minutes, whichever worker beats', async () => {
		const { pool, pass, logged } = await waiting();
		const listings = () => logged.filter(({ event }) => event === 'listed').length;
		for (let i = 0; i < 61; i++) {
			await Promise.all([pool({ worker: 'w1' }), pool({ worker: 'w2' }), pool({ worker: 'w3' })]);
			expect(listings()).toBe(i < 60 ? 1 : 2);
			pass(5_000);
		}
	});
});

describe('a heartbeat of a worker of a deploy', () => {
	it('is told how many calls the pool can take, and when a newer deploy takes its jobs', async () => {
		const { pool, pass } = makeTestApi();
		const told = async (more: object) => (await pool({ slots: 4, ...more })).json();
		expect(await told({ worker: 'old', release: 1, active: 1 })).toEqual({ instruction: 'accept', free: 3 });
		expect(await told({ worker: 'new', release: 2 })).toEqual({ instruction: 'accept', free: 4 });
		expect(await told({ worker: 'old', release: 1, active: 1 })).toEqual({ instruction: 'cordon', free: 4 });
		// The newer one is gone.
		pass(12_000);
		expect(await told({ worker: 'old', release: 1, active: 1 })).toEqual({ instruction: 'accept', free: 3 });
	});
});

describe('a heartbeat that tells how jobs have ended', () => {
	const ends = { 'served:exit_0': 2, 'hung:SIGKILL': 1 };

	it('has them counted', async () => {
		const { pool, store } = makeTestApi();
		await pool({ ends });
		await pool({ ends: { 'served:exit_0': 1 } });
		await pool();
		expect(await store.store.counters()).toMatchObject({ 'job_end:served:exit_0': 3, 'job_end:hung:SIGKILL': 1 });
	});

	it.each([{ 'served:whatever': 1 }, { 'killed:exit_0': 1 }, { 'served:exit_0': 1.5 }])(
		'tells nothing else: %j',
		async (ends) => {
			const { pool, store } = makeTestApi();
			expect((await pool({ ends })).status).toBe(400);
			expect(await store.store.counters()).toEqual({});
		},
	);

	it('is heard although they cannot be counted', async () => {
		const { pool, store, logged } = makeTestApi();
		await pool();
		store.fails(['count']);
		expect((await pool({ ends })).status).toBe(200);
		expect(logged).toContainEqual({ level: 'warn', event: 'count_lost' });
	});

	it('and was not answered, counts for nothing: the worker tells them again', async () => {
		const { pool, store } = makeTestApi();
		store.fails(['due']);
		expect((await pool({ ends })).status).toBe(503);
		store.fails(false);
		await pool({ ends });
		expect(await store.store.counters()).toMatchObject({ 'job_end:served:exit_0': 2 });
	});
});
