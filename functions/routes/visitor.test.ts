import { describe, expect, it } from 'vitest';
import { makeTestApi } from '../testing.ts';

describe('the visitor door', () => {
	it('gives a Bearer token that is a visitor of its own, without a cookie', async () => {
		const { visitor } = makeTestApi();
		const native = visitor();
		const { token } = await (await native.request('POST', '/api/visitor')).json();
		const headers = { authorization: `Bearer ${token}`, origin: 'https://elsewhere.example' };
		const first = await native.request('POST', '/api/livekit/token', {}, headers);
		expect(first.status).toBe(201);
		expect(first.headers.get('set-cookie')).toBeNull();
		expect(first.headers.get('access-control-allow-origin')).toBe('*');
		const second = await native.request('POST', '/api/livekit/token', {}, headers);
		expect((await second.json()).room_name).toBe((await first.json()).room_name);
	});

	it('renews the same visitor', async () => {
		const { visitor } = makeTestApi();
		const native = visitor();
		const { token } = await (await native.request('POST', '/api/visitor')).json();
		const bearer = (value: string) => ({ authorization: `Bearer ${value}` });
		const renewed = await (await native.request('POST', '/api/visitor', undefined, bearer(token))).json();
		const one = await (await native.request('POST', '/api/livekit/token', {}, bearer(token))).json();
		const two = await (await native.request('POST', '/api/livekit/token', {}, bearer(renewed.token))).json();
		expect(two.room_name).toBe(one.room_name);
	});

	it('refuses a token that does not hold, instead of making a new visitor of it', async () => {
		const { visitor } = makeTestApi();
		const { participant_token } = await visitor().token();
		for (const value of ['nonsense', participant_token]) {
			const response = await visitor().request('POST', '/api/livekit/token', {}, { authorization: `Bearer ${value}` });
			expect(response.status).toBe(401);
		}
	});
});
