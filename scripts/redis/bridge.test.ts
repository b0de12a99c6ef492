import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { lacksRedis, startTestRedis, type TestRedis, TOKEN } from './testing.ts';

vi.setConfig({ testTimeout: 30_000 });

describe.skipIf(lacksRedis())('the bridge', () => {
	let redis: TestRedis;
	beforeAll(async () => {
		redis = await startTestRedis();
	});
	afterAll(() => redis.stop());

	const ask = async (route: string, body: unknown, headers: Record<string, string> = {}, method = 'POST') => {
		const response = await fetch(`${redis.bridge.url}${route}`, {
			method,
			headers: { authorization: `Bearer ${TOKEN}`, ...headers },
			...(method === 'POST' ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
		});
		return { status: response.status, body: JSON.parse(await response.text()) };
	};
	const command = async (...words: (string | number)[]) => (await ask('/', words)).body.result;
	const base64 = { 'upstash-encoding': 'base64' };
	const encoded = (text: string) => Buffer.from(text).toString('base64');

	test.each(['/', '/pipeline', '/multi-exec', '/no-such'])('%s asks for the token', async (route) => {
		const body = route === '/' ? ['SET', 'forbidden', '1'] : [['SET', 'forbidden', '1']];
		for (const authorization of ['', 'Bearer ', `Bearer ${TOKEN}x`, `Bearer ${'x'.repeat(TOKEN.length)}`, TOKEN])
			expect(await ask(route, body, { authorization })).toEqual({ status: 401, body: { error: 'Unauthorized' } });
		expect(await command('EXISTS', 'forbidden')).toBe(0);
	});

	test('answers a command', async () => {
		expect(await ask('/', ['SET', 'a', 1.5])).toEqual({ status: 200, body: { result: 'OK' } });
		expect(await command('GET', 'a')).toBe('1.5');
		expect(await command('GET', 'none')).toBeNull();
		expect(await ask('/', ['INCR', 'a'])).toEqual({ status: 400, body: { error: expect.stringContaining('ERR') } });
	});

	test('encodes every text but the status OK when that is asked for', async () => {
		expect(await ask('/', ['SET', 'b', 'größe ✓'], base64)).toMatchObject({ body: { result: 'OK' } });
		expect(await ask('/', ['GET', 'b'], base64)).toMatchObject({ body: { result: encoded('größe ✓') } });
		expect(await ask('/', ['SET', 'b', 'OK'], base64)).toMatchObject({ body: { result: 'OK' } });
		expect(await ask('/', ['GET', 'b'], base64)).toMatchObject({ body: { result: encoded('OK') } });
		expect(await ask('/', ['PING'], base64)).toMatchObject({ body: { result: encoded('PONG') } });
		const nested = `return { 'a', { 'b', false, 3 } }`;
		expect((await ask('/', ['EVAL', nested, 0], base64)).body.result).toEqual([encoded('a'), [encoded('b'), null, 3]]);
	});

	test('answers a pipeline, each command for itself', async () => {
		const body = [
			['SET', 'c', 'text'],
			['INCR', 'c'],
			['GET', 'c'],
		];
		expect(await ask('/pipeline', body)).toEqual({
			status: 200,
			body: [{ result: 'OK' }, { error: expect.stringContaining('not an integer') }, { result: 'text' }],
		});
	});

	test('does all of a transaction, or nothing', async () => {
		const both = [
			['SET', 'd', '1'],
			['INCR', 'd'],
		];
		expect(await ask('/multi-exec', both)).toEqual({ status: 200, body: [{ result: 'OK' }, { result: 2 }] });
		const half = [['SET', 'd', '9'], ['NONSENSE']];
		expect(await ask('/multi-exec', half)).toEqual({
			status: 400,
			body: { error: expect.stringContaining('EXECABORT') },
		});
		expect(await command('GET', 'd')).toBe('2');
	});

	test('keeps transactions apart from what others ask at the same time', async () => {
		const answers = await Promise.all(
			Array.from({ length: 50 }, (_, i) =>
				i % 2 === 0
					? ask('/multi-exec', [
							['INCR', 'e'],
							['INCR', 'e'],
						])
					: ask('/', ['GET', 'e']),
			),
		);
		for (const [i, { body }] of answers.entries()) {
			if (i % 2 === 0) expect(body[1].result - body[0].result).toBe(1);
			else expect(Number(body.result) % 2).toBe(0);
		}
	});

	test.each([
		['/', 'no json', 400],
		['/', { an: 'object' }, 400],
		['/', [], 400],
		['/', [['nested']], 400],
		['/pipeline', ['flat'], 400],
		['/no-such', ['PING'], 404],
	])('%s refuses %j', async (route, body, status) => {
		expect(await ask(route, body)).toEqual({ status, body: { error: expect.any(String) } });
	});

	test('answers nothing but POST', async () => {
		expect((await ask('/', null, {}, 'GET')).status).toBe(405);
	});

	test('counts round trips, and goes wrong when it is asked to', async () => {
		const { faults, roundTrips } = redis.bridge;
		const before = roundTrips();
		faults.next(
			{ kind: 'reply lost' },
			{ kind: 'request lost' },
			null,
			{ kind: 'status', status: 429 },
			{ kind: 'answer', body: '{}' },
		);
		await expect(ask('/', ['INCR', 'f'])).rejects.toThrow('fetch failed');
		await expect(ask('/', ['INCR', 'f'])).rejects.toThrow('fetch failed');
		expect(await command('GET', 'f')).toBe('1');
		expect((await ask('/', ['INCR', 'f'])).status).toBe(429);
		expect(await ask('/', ['INCR', 'f'])).toEqual({ status: 200, body: {} });
		expect(await command('GET', 'f')).toBe('1');
		expect(roundTrips() - before).toBe(6);
		faults.next({ kind: 'status', status: 503 });
		await expect(ask('/', ['PING'])).rejects.toThrow(SyntaxError);
		const began = performance.now();
		faults.next({ kind: 'late', ms: 60 });
		await command('PING');
		expect(performance.now() - began).toBeGreaterThan(50);
	});
});

test.skipIf(lacksRedis())('the bridge says that Redis is gone, and not what it was asked', async () => {
	const redis = await startTestRedis();
	redis.connection.close();
	const response = await fetch(redis.bridge.url, {
		method: 'POST',
		headers: { authorization: `Bearer ${TOKEN}` },
		body: '["SET","k","a secret"]',
	});
	expect(response.status).toBe(500);
	expect(await response.text()).not.toContain('secret');
	await redis.stop();
});
