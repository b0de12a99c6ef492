import { describe, expect, it, onTestFinished } from 'vitest';
import { formatRoomName } from '../../functions/protocol/names.ts';
import { readWorkerConfig } from '../config.ts';
import { memoryLog } from '../testing.ts';
import { makeAdmission } from './admission.ts';
import { startEcsAgent } from './protection/testing.ts';

const env = {
	LIVEKIT_URL: 'ws://127.0.0.1:1',
	LIVEKIT_API_KEY: 'devkey',
	LIVEKIT_API_SECRET: '0123456789abcdef0123456789abcdef',
	GREENROOM_API_URL: 'http://127.0.0.1:1',
	STAGE: 'test',
	WORKER_SLOTS: '2',
};

function setUp(variables: Record<string, string> = {}) {
	const { log } = memoryLog();
	const worker = { stopping: false, cordoned: false };
	const served = new Set<string>();
	const written: string[] = [];
	const admission = makeAdmission({
		...{ config: readWorkerConfig({ ...env, ...variables }), worker: 'w', task: {}, listens: 'text', log },
		isStopping: () => worker.stopping,
		isCordoned: () => worker.cordoned,
		served: () => served,
		poolFree: () => null,
		now: () => performance.now(),
		write: (line) => written.push(line),
	});
	onTestFinished(admission.close);
	const offer = (id: string) => {
		const name = formatRoomName({ stage: 'test', conversation: `conversation-${id}`, generation: 1 });
		return admission.answer({ id, room: { name, creationTimeMs: 0n }, async accept() {}, async reject() {} });
	};
	const shows = (line: string) => admission.metrics.prometheus().split('\n').includes(line);
	return { admission, worker, served, written, offer, shows };
}

describe('a worker', () => {
	it('reports what is free, and nothing once it takes no more', async () => {
		const { admission, worker, served, offer, shows } = setUp();
		expect(admission.load()).toBeCloseTo(0.69);
		expect(await offer('1')).toBe('accepted');
		expect(admission.load()).toBeCloseTo(0.345);
		served.add('1');
		expect(await offer('2')).toBe('accepted');
		expect([await offer('3'), admission.load(), admission.taken(), admission.waiting()]).toEqual(['full', 1, 2, 1]);
		expect(shows('agent_worker_job_active 2') && shows('agent_worker_job_limit 2')).toBe(true);
		expect(shows('agent_worker_job_offers_total{outcome="full"} 1')).toBe(true);
		served.delete('1');
		worker.cordoned = true;
		expect(admission.load()).toBe(1);
		expect(shows('agent_worker_job_limit 0') && shows('agent_worker_cordoned 1')).toBe(true);
		worker.cordoned = false;
		worker.stopping = true;
		expect(admission.load()).toBe(1);
		expect(shows('agent_worker_job_limit 0') && shows('agent_worker_draining 1')).toBe(true);
	});

	it('counts what ECS refuses', async () => {
		const ecs = await startEcsAgent();
		onTestFinished(ecs.stop);
		const { offer, shows } = setUp({ ECS_AGENT_URI: ecs.uri, CALL_MAX_SECONDS: '600' });
		ecs.fail({ failure: 'TASK_NOT_VALID' });
		expect(await offer('1')).toBe('unprotected');
		expect(shows('agent_worker_protection_errors_total{error_type="TASK_NOT_VALID"} 1')).toBe(true);
		ecs.fail(null);
		expect(await offer('2')).toBe('accepted');
		expect(ecs.puts.at(-1)?.body).toEqual({ ProtectionEnabled: true, ExpiresInMinutes: 20 });
		expect(shows('agent_worker_protected 1')).toBe(true);
	});

	it('writes lines for CloudWatch only where somebody reads them', () => {
		for (const [metrics, lines] of [
			['none', 0],
			['emf', 1],
		] as const) {
			const { admission, written } = setUp({ WORKER_METRICS: metrics, WORKER_RELEASE: '4', WORKER_POOL: 'night' });
			admission.close();
			expect(written).toHaveLength(lines);
			if (lines > 0) expect(JSON.parse(written[0] ?? '')).toMatchObject({ Stage: 'test', Pool: 'night', Release: '4' });
		}
	});
});
