import { describe, expect, it } from 'vitest';
import { makeTestApi, origin } from '../testing.ts';

const jsonBody = (body: string, headers: Record<string, string> = {}) => ({
	method: 'POST',
	body,
	headers: { 'content-type': 'application/json', ...headers },
});

describe('the visitor’s cookie', () => {
	const cookieOf = async (url: string) => {
		const { app } = makeTestApi();
		const response = await app.request(`${url}/api/livekit/token`, jsonBody('{}'));
		return response.headers.get('set-cookie') ?? '';
	};

	it('is out of reach of scripts and of other sites', async () => {
		const cookie = await cookieOf('https://example.com');
		expect(cookie).toMatch(/^__Host-greenroom=/);
		for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(part);
		expect(cookie).not.toContain('Domain');
	});

	it('has a plain name on http loopback, where browsers refuse __Host-', async () => {
		expect(await cookieOf('http://localhost:3000')).toMatch(/^greenroom=/);
		expect(await cookieOf('http://example.com')).toMatch(/^__Host-greenroom=/);
	});

	it('that was tampered with makes a new visitor, never another one', async () => {
		const { visitor, app } = makeTestApi();
		const ada = visitor();
		const { room_name } = await ada.token();
		const [header, payload, signature] = ada.cookie().replace('greenroom=', '').split('.');
		const unsigned = btoa('{"alg":"none"}').replaceAll('=', '');
		const { token } = await (await visitor().request('POST', '/api/visitor')).json();
		for (const value of [
			`${header}.${payload}x.${signature}`,
			`${header}.${payload}.${signature?.slice(0, -4)}AAAA`,
			`${unsigned}.${payload}.`,
			'v_x',
			token,
		]) {
			const cookie = `greenroom=${value}`;
			const response = await app.request(`${origin}/api/livekit/token`, jsonBody('{}', { cookie }));
			expect(response.status).toBe(201);
			expect((await response.json()).room_name).not.toBe(room_name);
		}
	});

	it('is not taken from pages of other sites', async () => {
		const { visitor } = makeTestApi();
		const ada = visitor();
		await ada.token();
		const response = await ada.request('POST', '/api/livekit/token', {}, { origin: 'https://evil.example' });
		expect(response.status).toBe(403);
		expect(await response.json()).toMatchObject({ code: 'forbidden_origin' });
	});
});
