import { expect, test } from 'vitest';
import { readWorkerConfig, tellWorkerId } from './config.ts';

const env = {
	LIVEKIT_URL: 'http://127.0.0.1:7880',
	LIVEKIT_API_KEY: 'k',
	LIVEKIT_API_SECRET: '0123456789abcdef0123456789abcdef',
	GREENROOM_API_URL: 'http://127.0.0.1:3000',
	STAGE: 'test',
};

test('the processes of a worker’s jobs know whose they are', () => {
	const own: Record<string, string | undefined> = { ...env };
	expect(readWorkerConfig(own).workerId).toBeUndefined();
	tellWorkerId(own, 'worker-1');
	expect(readWorkerConfig(own).workerId).toBe('worker-1');
});
