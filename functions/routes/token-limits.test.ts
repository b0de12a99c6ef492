import { describe, expect, it } from 'vitest';
import { makePolicy } from '../rooms/policy.ts';
import { humanIn, makeTestApi, problemOf, testConfig } from '../testing.ts';

const tooMany = { status: 429, code: 'too_many_requests', retryAfter: '60' };
const tight = { ...makePolicy(testConfig).limits, perVisitor: 1 };
const ask = (who: { request: (method: string, path: string, body: object) => Promise<Response> }) =>
	who.request('POST', '/api/livekit/token', {});

describe('the limits of the token door', () => {
	it('let one visitor ask sixty times a minute', async () => {
		const { visitor, pass } = makeTestApi();
		const [ada, bob] = [visitor(), visitor()];
		for (let i = 0; i < 60; i++) expect((await ask(ada)).status).toBe(201);
		expect(await problemOf(await ask(ada))).toEqual(tooMany);
		expect((await ask(bob)).status).toBe(201);
		pass(60_000);
		expect((await ask(ada)).status).toBe(201);
	});

	it('let one address ask so often, whoever they say that they are', async () => {
		const { visitor } = makeTestApi({
			policy: { ...makePolicy(testConfig), limits: { ...tight, perVisitor: 60, perAddress: 10 } },
			addressOf: (c) => c.req.header('x-test-address') ?? '192.0.2.1',
		});
		for (let i = 0; i < 10; i++) expect((await ask(visitor())).status).toBe(201);
		expect(await problemOf(await ask(visitor()))).toEqual(tooMany);
		const elsewhere = await visitor().request('POST', '/api/livekit/token', {}, { 'x-test-address': '192.0.2.2' });
		expect(elsewhere.status).toBe(201);
	});

	it('refuse before anything is done: the room stays what it was', async () => {
		const { visitor, server, store } = makeTestApi({ policy: { ...makePolicy(testConfig), limits: tight } });
		const ada = visitor();
		await ask(ada);
		store.asked.length = 0;
		expect((await ask(ada)).status).toBe(429);
		expect(store.asked).not.toContain('save');
		expect(server.did).toEqual([]);
	});

	it('do not count one door’s requests at another one', async () => {
		const { visitor } = makeTestApi({ policy: { ...makePolicy(testConfig), limits: tight } });
		const ada = visitor();
		const { room_name } = await ada.token();
		expect((await ada.request('POST', '/api/livekit/dispatch-agent', { room_name })).status).toBe(200);
	});
});

describe('the cap on calls at once', () => {
	const busy = async () => {
		const api = makeTestApi({ config: { ...testConfig, maxCalls: 2 } });
		const [ada, bob] = [api.visitor(), api.visitor()];
		const { room_name: room } = await ada.token();
		await api.comes(room, humanIn(room));
		await bob.token();
		api.pass(2_000);
		return { ...api, ada, bob, room };
	};

	it('refuses one more, and says when to ask again', async () => {
		const { visitor } = await busy();
		expect(await problemOf(await ask(visitor()))).toEqual({ status: 429, code: 'too_many_calls', retryAfter: '20' });
	});

	it('lets everybody back in who has a call', async () => {
		const { ada, bob, room } = await busy();
		expect((await ada.token()).room_name).toBe(room);
		expect((await ask(bob)).status).toBe(201);
	});

	it('lets the next one in when a call has ended and was looked after', async () => {
		const { ada, room, visitor, pass, pool } = await busy();
		const carl = visitor();
		expect((await ask(carl)).status).toBe(429);
		await ada.request('POST', '/api/livekit/delete-room', { room_name: room });
		pass(3_000);
		await pool();
		expect((await ask(carl)).status).toBe(429);
		pass(17_000);
		await pool();
		pass(2_000);
		expect((await ask(carl)).status).toBe(201);
	});

	it('refuses who had a call once and has none now', async () => {
		const { ada, room, visitor, pass, pool } = await busy();
		await ada.request('POST', '/api/livekit/delete-room', { room_name: room });
		for (let i = 0; i < 5; i++) {
			pass(5_000);
			await pool();
		}
		expect((await ask(visitor())).status).toBe(201);
		pass(2_000);
		expect((await ask(ada)).status).toBe(429);
	});
});
