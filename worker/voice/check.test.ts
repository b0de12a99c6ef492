import { beforeEach, describe, expect, it } from 'vitest';
import { EnvironmentError } from '../../functions/protocol/environment.ts';
import { memoryLog } from '../testing.ts';
import { checkVoice } from './check.ts';
import { KEY, SECRET, startGateway } from './inference/testing.ts';
import { hang, json, refuse, startOpenAI } from './openai/testing.ts';
import type { Env } from './voice.ts';

let { lines, log } = memoryLog();
beforeEach(() => {
	({ lines, log } = memoryLog());
});

const openai = (url: string): Env => ({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: url });
const refusal = async (work: Promise<unknown>): Promise<string> => {
	try {
		return `no error but ${await work}`;
	} catch (error) {
		expect(error).toBeInstanceOf(EnvironmentError);
		return String(error);
	}
};

describe('a voice is checked', () => {
	it('without a word where it needs no server', async () => {
		expect(await checkVoice('offline', {}, log)).toBe('none_needed');
		expect(lines).toEqual([]);
	});

	it('for what is missing', async () => {
		expect(await refusal(checkVoice('openai', {}, log))).toContain('OPENAI_API_KEY is not set');
		const message = await refusal(checkVoice('inference', {}, log));
		expect(message).toContain('LIVEKIT_API_KEY is not set');
		expect(message).toContain('LIVEKIT_API_SECRET is not set');
	});

	it('by one request that its server accepts', async () => {
		const server = await startOpenAI();
		expect(await checkVoice('openai', openai(server.url), log)).toBe('accepted');
		expect(server.asked.models.map(({ path, authorization }) => [path, authorization])).toEqual([
			['/v1/models', 'Bearer sk-test'],
		]);
		const host = `127.0.0.1:${server.port}`;
		expect(lines).toEqual([{ level: 'info', event: 'voice_checked', outcome: 'accepted', status: 200, host }]);
	});

	it('at each of its servers', async () => {
		const [one, two] = [await startOpenAI(), await startOpenAI({ models: refuse(401) })];
		const env = { ...openai(one.url), OPENAI_TTS_BASE_URL: two.url };
		expect(await refusal(checkVoice('openai', env, log))).toContain(`refused by 127.0.0.1:${two.port}`);
		expect(one.asked.models).toHaveLength(1);
	});

	it.each([401, 403])('and a key that is refused (%i) is named, and not repeated', async (status) => {
		const server = await startOpenAI({ models: refuse(status) });
		const message = await refusal(checkVoice('openai', openai(server.url), log));
		expect(message).toContain(`OPENAI_API_KEY: refused by 127.0.0.1:${server.port} (${status})`);
		expect(message).not.toContain('sk-test');
	});

	it('and a server that has other troubles keeps no worker from its calls', async () => {
		const silent = await startOpenAI({ models: hang });
		const gone = await startOpenAI();
		await new Promise((resolve) => gone.server.close(resolve));
		const without = await startOpenAI({ models: (response) => json(response, 404, {}) });
		const broken = await startOpenAI({ models: refuse(500) });
		const began = performance.now();
		const outcomes = await Promise.all(
			[silent, gone, without, broken].map(({ url }) => checkVoice('openai', openai(url), log)),
		);
		expect(outcomes).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
		expect(performance.now() - began).toBeLessThan(10_000);
		expect(lines.every(({ level }) => level === 'warn')).toBe(true);
	}, 15_000);
});

describe('the keys of LiveKit Inference', () => {
	const cloud = { LIVEKIT_API_KEY: KEY, LIVEKIT_API_SECRET: SECRET };
	const other = { LIVEKIT_API_KEY: 'devkey', LIVEKIT_API_SECRET: 'a secret that the gateway does not know of' };

	it('are those of the server, when they are a Cloud project’s', async () => {
		const gateway = await startGateway();
		expect(await checkVoice('inference', { ...cloud, LIVEKIT_INFERENCE_URL: gateway.url }, log)).toBe('accepted');
		expect(gateway.asked[0]).toMatchObject({
			path: '/v1/models',
			claims: { iss: KEY, sub: 'agent', inference: { perform: true } },
		});
	});

	it('or their own, beside a server of one’s own', async () => {
		const gateway = await startGateway();
		const env = {
			...other,
			LIVEKIT_INFERENCE_API_KEY: KEY,
			LIVEKIT_INFERENCE_API_SECRET: SECRET,
			LIVEKIT_INFERENCE_URL: gateway.url,
		};
		expect(await checkVoice('inference', env, log)).toBe('accepted');
	});

	it('are named when they are refused', async () => {
		const gateway = await startGateway();
		const env = { ...other, LIVEKIT_INFERENCE_URL: gateway.url };
		expect(await refusal(checkVoice('inference', env, log))).toContain(
			'LIVEKIT_API_KEY, LIVEKIT_API_SECRET: refused by',
		);
	});

	it('come in pairs', async () => {
		expect(await refusal(checkVoice('inference', { ...other, LIVEKIT_INFERENCE_API_KEY: KEY }, log))).toContain(
			'LIVEKIT_INFERENCE_API_SECRET is not set',
		);
		expect(await refusal(checkVoice('inference', { ...other, LIVEKIT_INFERENCE_API_SECRET: SECRET }, log))).toContain(
			'LIVEKIT_INFERENCE_API_KEY is not set',
		);
	});
});
