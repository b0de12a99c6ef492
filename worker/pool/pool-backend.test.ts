import { describe, expect, it } from 'vitest';
import { type Asked, startApi } from '../testing.ts';
import { makePoolBackend } from './pool-backend.ts';

const job = { room: 'greenroom.test.conversation.1', jobId: 'AJ_1', code: null, signal: 'SIGKILL' };
const beat = { worker: 'w', agentName: 'greenroom-test', state: 'accepting', active: 0 } as const;
const quick = {
	lost: { timeoutMs: 200, pausesMs: [1, 1, 1], withinMs: 5_000 },
	heartbeat: { timeoutMs: 200, pausesMs: [] },
};
const asSent = ({ door, subject, body }: Asked) => ({ door, subject, body });

describe('the worker’s own process', () => {
	it('reports the end of a job for its room, and again until it was heard', async () => {
		const { asked, access } = await startApi((_asked, n) => (n === 0 ? null : n === 1 ? { status: 503 } : {}));
		expect(await makePoolBackend(access, quick).lost(job)).toMatchObject({ outcome: 'ok' });
		expect(asked.map(asSent)).toEqual(Array(3).fill({ door: 'lost', subject: job.room, body: job }));
	});

	it('gives up a report after its time, however many attempts are left', async () => {
		const { asked, access } = await startApi(() => ({ status: 503 }));
		const patience = { ...quick, lost: { timeoutMs: 200, pausesMs: Array(1_000).fill(20), withinMs: 100 } };
		expect(await makePoolBackend(access, patience).lost(job)).toEqual({ outcome: 'unreachable' });
		expect(asked.length).toBeGreaterThan(1);
		expect(asked.length).toBeLessThanOrEqual(6);
	});

	it('speaks for itself in a heartbeat, once, and is told what to do', async () => {
		const { asked, access } = await startApi((_asked, n) =>
			n === 0 ? { body: { instruction: 'cordon' } } : { status: 503 },
		);
		const { heartbeat } = makePoolBackend(access, quick);
		expect(await heartbeat(beat)).toEqual({ outcome: 'ok', body: { instruction: 'cordon' } });
		expect(await heartbeat(beat)).toEqual({ outcome: 'unreachable' });
		expect(asked.map(asSent)).toEqual(Array(2).fill({ door: 'heartbeat', subject: 'pool', body: beat }));
	});
});
