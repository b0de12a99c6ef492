import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { answerOfFunctionUrl, functionUrlEvent, ORIGIN_SECRET } from './contract/function-url-event.ts';
import { startTestParameters, variablesOf } from './settings/testing.ts';

const secrets = {
	LIVEKIT_URL: 'ws://127.0.0.1:1',
	LIVEKIT_API_KEY: 'devkey',
	LIVEKIT_API_SECRET: '0123456789abcdef0123456789abcdef',
	UPSTASH_REDIS_REST_URL: 'http://127.0.0.1:1',
	UPSTASH_REDIS_REST_TOKEN: 'a token of the store',
};
const health = { method: 'GET', path: '/api/health' };

let written: string[] = [];
beforeEach(() => {
	written = [];
	vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
});
afterEach(() => {
	vi.restoreAllMocks();
	vi.unstubAllEnvs();
});

/** A function that has just been started. */
async function cold(parameters: Readonly<Record<string, string>> = secrets) {
	const store = await startTestParameters(parameters);
	onTestFinished(() => store[Symbol.asyncDispose]());
	const variables = { STAGE: 'test', ORIGIN_SECRET, GREENROOM_VERSION: '1.2.3' };
	for (const name of Object.keys(secrets)) vi.stubEnv(name, '');
	for (const [name, value] of Object.entries({ ...variablesOf(store.url), ...variables })) vi.stubEnv(name, value);
	vi.resetModules();
	const { handler } = await import('./lambda.ts');
	const ask = async (secret: string | null = ORIGIN_SECRET) => {
		const answer = answerOfFunctionUrl(await handler(functionUrlEvent(health, secret)));
		return { ...answer, body: JSON.parse(answer.text) };
	};
	return { ...store, ask, handler };
}

describe('the API as a function', () => {
	it('reads its settings once, for all who ask at first and later', async () => {
		const { ask, asked } = await cold();
		for (const { status, body } of await Promise.all([ask(), ask(), ask()]))
			expect([status, body]).toEqual([200, { status: 'ok', version: '1.2.3', stage: 'test' }]);
		await ask();
		expect(asked).toHaveLength(1);
	});

	it('does nothing for who has not come through CloudFront', async () => {
		const { ask, asked } = await cold();
		for (const secret of [null, '', 'a guess', `${ORIGIN_SECRET}x`, ORIGIN_SECRET.slice(1)]) {
			const { status, body, headers } = await ask(secret);
			expect([status, body.code]).toEqual([403, 'unknown_origin']);
			expect(headers['content-type']).toBe('application/problem+json');
		}
		expect(asked).toEqual([]);
		expect(written).toEqual([]);
	});

	it('lets nobody in while it has no secret, or one that can be guessed', async () => {
		const { ask, asked } = await cold();
		for (const secret of ['', 'short']) {
			vi.stubEnv('ORIGIN_SECRET', secret);
			expect(await ask(secret)).toMatchObject({ status: 503, body: { code: 'settings_unavailable' } });
		}
		expect(written.join()).toMatch(/"level":"alert".*ORIGIN_SECRET is not set/);
		expect(asked).toEqual([]);
	});

	it('asks to be asked again when its settings cannot be had, and tries again then', async () => {
		const { ask, meet, asked } = await cold();
		meet({ status: 400, type: 'AccessDeniedException' });
		const { status, body, headers } = await ask();
		expect([status, body.code, headers['retry-after']]).toEqual([503, 'settings_unavailable', '5']);
		expect(body.detail).toBe('Ask again.');
		expect(written.join()).toContain('ssm:GetParametersByPath');
		expect((await ask()).status).toBe(200);
		expect(asked).toHaveLength(2);
	});

	it('says in its log what is missing, and begins as soon as it is there', async () => {
		const { LIVEKIT_URL, UPSTASH_REDIS_REST_TOKEN, ...rest } = secrets;
		const { ask, stored } = await cold(rest);
		expect((await ask()).status).toBe(503);
		const [line = ''] = written;
		expect(JSON.parse(line)).toMatchObject({ level: 'alert', event: 'settings_incomplete' });
		for (const name of ['LIVEKIT_URL', 'UPSTASH_REDIS_REST_TOKEN', 'npm run setup:stage test'])
			expect(line).toContain(name);
		for (const secret of Object.values(rest)) expect(line).not.toContain(secret);
		for (const [name, value] of Object.entries({ LIVEKIT_URL, UPSTASH_REDIS_REST_TOKEN }))
			stored.set(`/sst/greenroom/test/Secret/${name}/value`, value);
		expect((await ask()).status).toBe(200);
	});

	it('refuses the placeholder of SST', async () => {
		const { ask } = await cold({ ...secrets, LIVEKIT_API_SECRET: '__FETCH_FROM_SSM__' });
		expect((await ask()).status).toBe(503);
		expect(written.join()).toContain('LIVEKIT_API_SECRET is __FETCH_FROM_SSM__');
	});

	it('answers a request that is none by a problem', async () => {
		const { handler } = await cold();
		const event = functionUrlEvent(health);
		const odd = { ...event, requestContext: { ...event.requestContext, http: { method: 'CONNECT' } } };
		const { status, text } = answerOfFunctionUrl(await handler(odd));
		expect([status, JSON.parse(text).code]).toEqual([400, 'invalid_request']);
	});
});
