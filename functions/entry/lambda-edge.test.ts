import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { answerOfEdge, originRequestEvent } from './contract/origin-request-event.ts';
import { keys, PATH, startTestParameters, variablesOf } from './settings/testing.ts';

const secrets = {
	LIVEKIT_URL: 'ws://127.0.0.1:1',
	LIVEKIT_API_KEY: 'devkey',
	LIVEKIT_API_SECRET: '0123456789abcdef0123456789abcdef',
	UPSTASH_REDIS_REST_URL: 'http://127.0.0.1:1',
	UPSTASH_REDIS_REST_TOKEN: 'a token of the store',
};

afterEach(() => {
	vi.restoreAllMocks();
	vi.unstubAllEnvs();
	vi.unstubAllGlobals();
});

async function cold() {
	const store = await startTestParameters(secrets);
	onTestFinished(() => store[Symbol.asyncDispose]());
	for (const name of ['STAGE', ...Object.keys(secrets)]) vi.stubEnv(name, '');
	// Where the function happens to run is not where its parameters are.
	for (const [name, value] of Object.entries({
		...variablesOf(store.url),
		PARAMETERS_PATH: '',
		AWS_REGION: 'ap-southeast-2',
	}))
		vi.stubEnv(name, value);
	vi.stubGlobal('EDGE_SETTINGS', {
		STAGE: 'test',
		AWS_REGION: keys.region,
		PARAMETERS_PATH: PATH,
		GREENROOM_VERSION: '1',
	});
	vi.spyOn(process.stdout, 'write').mockReturnValue(true);
	vi.resetModules();
	return { ...store, ...(await import('./lambda-edge.ts')) };
}

describe('the API at the edge', () => {
	it('knows by its bundle where its parameters are', async () => {
		const { handler, asked } = await cold();
		const answer = answerOfEdge(await handler(originRequestEvent({ method: 'GET', path: '/api/health' })));
		expect(JSON.parse(answer.text)).toEqual({ status: 'ok', version: '1', stage: 'test' });
		expect(asked).toHaveLength(1);
	});

	it('refuses a body of which it sees a part, before it does anything', async () => {
		const { handler, asked } = await cold();
		const body = new Uint8Array(1024 * 1024 + 1);
		const answer = answerOfEdge(
			await handler(originRequestEvent({ method: 'POST', path: '/api/livekit/webhook', body })),
		);
		expect([answer.status, JSON.parse(answer.text).code]).toEqual([413, 'payload_too_large']);
		expect(asked).toEqual([]);
	});

	it('asks to be asked again when its settings cannot be had', async () => {
		const { handler, meet } = await cold();
		meet({ status: 400, type: 'AccessDeniedException' });
		const answer = answerOfEdge(await handler(originRequestEvent({ method: 'GET', path: '/api/health' })));
		expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
	});
});
