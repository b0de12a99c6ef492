import { describe, expect, it } from 'vitest';
import { agentToken, makeTestApi, makeTestCall, origin, problemOf, testConfig } from '../../testing.ts';
import { makeTestOperator } from './testing.ts';

const room = 'greenroom.test.v_somebody.1794000000';
const DOORS = [
	['GET', 'rooms'],
	['GET', 'agents'],
	['GET', 'stats'],
	['GET', `rooms/${room}/tape`],
	['POST', `rooms/${room}/close`],
	['POST', 'gc'],
	['POST', 'gc?dry=1'],
] as const;

describe.each(DOORS)('%s %s', (method, path) => {
	it.each([
		['no token', null],
		['another token', 'an operator of the tests'],
		['the beginning of the token', testConfig.opsToken?.slice(0, -1) ?? ''],
		['more than the token', `${testConfig.opsToken} `.padEnd(40, 'x')],
	])('is closed to %s, and nothing is asked or done', async (_, token) => {
		const api = makeTestApi();
		const answer = await problemOf(await makeTestOperator(api, token)(method, path));
		expect(answer).toMatchObject({ status: 401, code: 'unauthorized' });
		expect(api.store.asked).toEqual([]);
		expect(api.server.looked).toEqual([]);
		expect(api.outcomes()).toEqual(['unauthorized']);
	});

	it('is closed to everybody where no OPS_TOKEN is set', async () => {
		const api = makeTestApi({ config: { ...testConfig, opsToken: null } });
		for (const token of [null, '', 'null', testConfig.opsToken])
			expect(await problemOf(await makeTestOperator(api, token)(method, path))).toMatchObject({ status: 401 });
		expect(api.store.asked).toEqual([]);
	});

	it('is closed to workers and to visitors', async () => {
		const { app, ada, room: own } = await makeTestCall();
		const token = await agentToken(own);
		expect((await makeTestOperator({ app }, token)(method, path)).status).toBe(401);
		expect((await ada.request(method, `/api/livekit/${path}`)).status).toBe(401);
	});

	it('is open to the token, and no log line has it', async () => {
		const api = makeTestApi();
		const { status } = await makeTestOperator(api)(method, path);
		expect(status).toBe(200);
		expect(JSON.stringify(api.logged)).not.toContain(testConfig.opsToken);
		expect(JSON.stringify(api.logged)).not.toContain('v_somebody');
	});
});

describe('the operator’s token', () => {
	it('is taken however Bearer is written, and nowhere else', async () => {
		const { app } = makeTestApi();
		const ask = async (headers: Record<string, string>, query = '') =>
			(await app.request(`${origin}/api/livekit/rooms${query}`, { headers })).status;
		const token = testConfig.opsToken ?? '';
		expect(await ask({ authorization: `bearer  ${token}` })).toBe(200);
		expect(await ask({ authorization: token })).toBe(401);
		expect(await ask({ authorization: `Basic ${btoa(token)}` })).toBe(401);
		expect(await ask({ cookie: `token=${token}` })).toBe(401);
		expect(await ask({}, `?token=${token}`)).toBe(401);
	});
});
