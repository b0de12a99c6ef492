import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { readWorkerConfig, slotsFor, tellWorkerId } from './config.ts';

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

test('a worker takes as many calls as its processors carry, unless it is told', () => {
	expect(readWorkerConfig(env).slots).toBe(3 * availableParallelism());
	expect(readWorkerConfig({ ...env, NUM_CPUS: '2' }).slots).toBe(6);
	expect(readWorkerConfig({ ...env, NUM_CPUS: '2', WORKER_SLOTS: '1' }).slots).toBe(1);
	expect([slotsFor(0.5), slotsFor(0.1)]).toEqual([1, 1]);
});

test('a worker keeps five processes warm, and never more than it has slots, unless it is told', () => {
	const idle = (own: object) => readWorkerConfig({ ...env, ...own }).idleProcesses;
	expect([idle({ WORKER_SLOTS: '20' }), idle({ WORKER_SLOTS: '3' })]).toEqual([5, 3]);
	expect(idle({ WORKER_SLOTS: '3', WORKER_IDLE_PROCESSES: '7' })).toBe(7);
});
