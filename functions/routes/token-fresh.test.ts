import { describe, expect, it } from 'vitest';
import type { TokenResponse } from '../protocol/token.ts';
import { makeTestApi, makeTestCall, testConfig } from '../testing.ts';

describe('a fresh call for each load of the page', () => {
	const fresh = () => makeTestApi({ config: { ...testConfig, lifecycle: 'fresh' } });
	const ask = async (who: ReturnType<ReturnType<typeof fresh>['visitor']>, id?: string, body: object = {}) => {
		const headers = id === undefined ? {} : { 'idempotency-key': id };
		return (await (await who.request('POST', '/api/livekit/token', body, headers)).json()) as TokenResponse;
	};

	it('is said in the answer', async () => {
		expect((await fresh().visitor().token()).lifecycle).toBe('fresh');
		expect((await makeTestApi().visitor().token()).lifecycle).toBe('persistent');
	});

	it('is another room each time, and the one before is deleted', async () => {
		const { visitor, server } = fresh();
		const ada = visitor();
		const one = await ask(ada, 'load-1');
		const two = await ask(ada, 'load-2');
		const three = await ask(ada);
		const four = await ask(ada);
		expect(new Set([one, two, three, four].map(({ room_name }) => room_name)).size).toBe(4);
		expect(server.did).toEqual([one, two, three].map(({ room_name }) => `delete ${room_name}`));
	});

	it('is the same room when the same request is sent again', async () => {
		const { visitor, server } = fresh();
		const ada = visitor();
		const [one, again] = [await ask(ada, 'load-1'), await ask(ada, 'load-1')];
		expect(again.room_name).toBe(one.room_name);
		expect(server.did).toEqual([]);
	});

	it('is the same room for a page that has lost its connection and names it', async () => {
		const { visitor, server } = fresh();
		const ada = visitor();
		const one = await ask(ada, 'load-1');
		const again = await ask(ada, 'lost-1', { room_name: one.room_name });
		expect(again.room_name).toBe(one.room_name);
		const two = await ask(ada, 'load-2');
		expect((await ask(ada, 'lost-2', { room_name: one.room_name })).room_name).not.toBe(one.room_name);
		expect(server.did).toEqual([`delete ${one.room_name}`, `delete ${two.room_name}`]);
	});

	it('keeps the room where every call goes on', async () => {
		const { visitor } = makeTestApi();
		const ada = visitor();
		expect((await ask(ada, 'load-2')).room_name).toBe((await ask(ada, 'load-1')).room_name);
	});

	it('ends five seconds after its person', async () => {
		const { room, human, goes, pass, pool, server } = await makeTestCall(fresh());
		pass(5_000);
		await goes(room, human);
		pass(4_999);
		await pool();
		expect(server.did).toEqual([]);
		pass(1);
		await pool();
		expect(server.did).toEqual([`delete ${room}`]);
	});
});
