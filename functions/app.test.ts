import { describe, expect, it } from 'vitest';
import { makeTestApi, origin } from './testing.ts';

describe('the API', () => {
	it('is alive and says which version', async () => {
		const { app } = makeTestApi();
		const response = await app.request(`${origin}/api/health`);
		expect(await response.json()).toEqual({ status: 'ok', version: '0.0.0', stage: 'test' });
	});

	it('answers an unknown door with a problem', async () => {
		const { app } = makeTestApi();
		const response = await app.request(`${origin}/api/nothing`);
		expect(response.status).toBe(404);
		expect(await response.json()).toMatchObject({ code: 'not_found' });
	});

	it('names the method that a door takes', async () => {
		const { app } = makeTestApi();
		const response = await app.request(`${origin}/api/livekit/token`);
		expect(response.status).toBe(405);
		expect(response.headers.get('allow')).toBe('POST');
		expect(await response.json()).toMatchObject({ code: 'method_not_allowed', detail: 'Use POST.' });
	});

	it('hides what broke and logs where, without the message', async () => {
		const { app, logged, store } = makeTestApi();
		store.before(() => {
			throw new TypeError('secret token abc');
		});
		const response = await app.request(`${origin}/api/livekit/token`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: '{}',
		});
		expect(response.status).toBe(500);
		expect(await response.json()).toMatchObject({ code: 'internal_error' });
		expect(JSON.stringify(logged)).toContain('TypeError at ');
		expect(JSON.stringify(logged)).not.toContain('secret');
	});

	it('says of every answer, errors too, that it is not kept, not sniffed, and open to other sites', async () => {
		const { app } = makeTestApi();
		for (const path of ['/api/health', '/api/nothing']) {
			const { headers } = await app.request(`${origin}${path}`);
			expect(headers.get('cache-control')).toBe('no-store');
			expect(headers.get('x-content-type-options')).toBe('nosniff');
			expect(headers.get('access-control-allow-origin')).toBe('*');
			expect(headers.get('access-control-expose-headers')).toBe('retry-after');
		}
	});

	it('refuses a body that is too large, whether it says so before or not', async () => {
		const { app } = makeTestApi();
		const ask = (headers: Record<string, string>, body: ReadableStream | string) =>
			app.request(`${origin}/api/livekit/token`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body,
				...{ duplex: 'half' },
			});
		const endless = () =>
			new ReadableStream({ pull: (controller) => controller.enqueue(new TextEncoder().encode(' '.repeat(4096))) });
		expect((await ask({ 'content-length': '40000' }, '{}')).status).toBe(413);
		expect((await ask({}, endless())).status).toBe(413);
		expect((await ask({ 'transfer-encoding': 'chunked', 'content-length': '2' }, endless())).status).toBe(413);
	});

	it('logs one line a request with the route’s pattern, and no token, cookie or room', async () => {
		const { visitor, logged } = makeTestApi();
		const ada = visitor();
		const { participant_token, room_name } = await ada.token();
		await ada.request('GET', `/api/conversation?room=${room_name}`);
		expect(logged.map(({ event, route, status }) => ({ event, route, status }))).toEqual([
			{ event: 'request', route: '/api/livekit/token', status: 201 },
			{ event: 'request', route: '/api/conversation', status: 200 },
		]);
		const text = JSON.stringify(logged);
		for (const secret of [participant_token, ada.cookie(), room_name]) expect(text).not.toContain(secret);
	});

	it('lets pages of other sites ask with a Bearer token, and only so', async () => {
		const { app } = makeTestApi();
		const response = await app.request(`${origin}/api/livekit/token`, {
			method: 'OPTIONS',
			headers: {
				origin: 'https://elsewhere.example',
				'access-control-request-method': 'POST',
				'access-control-request-headers': 'authorization,content-type',
			},
		});
		expect(response.headers.get('access-control-allow-origin')).toBe('*');
		for (const header of ['authorization', 'content-type', 'idempotency-key'])
			expect(response.headers.get('access-control-allow-headers')).toContain(header);
		expect(response.headers.get('access-control-allow-credentials')).toBeNull();
	});
});
