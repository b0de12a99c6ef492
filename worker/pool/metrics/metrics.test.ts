import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ChildWord } from '../child-words.ts';
import { readEcsTask } from './ecs-task.ts';
import { makeMetrics } from './metrics.ts';
import type { Readings } from './registry.ts';
import { roomAge } from './starts.ts';

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
});
afterEach(() => {
	vi.useRealTimers();
});

const readings: Omit<Readings, 'eventLoopDelay'> = {
	...{ active: 1, limit: 2, utilization: 0.5, poolFree: 1, load: 0.3, draining: 0, cordoned: 0, protected: 0 },
};

function setUp() {
	const written: Record<string, unknown>[] = [];
	const metrics = makeMetrics({
		who: { stage: 'test', pool: 'agents', release: 0, worker: 'w' },
		read: () => readings,
		now: Date.now,
		wallClock: Date.now,
		write: (line) => written.push(JSON.parse(line)),
	});
	onTestFinished(metrics.close);
	let say: (word: ChildWord) => void = () => {};
	metrics.watch({
		listen(listener) {
			say = listener;
		},
	});
	const offer = (id: string, ageMs: number) =>
		metrics.offer(
			{ id, room: { name: 'r', creationTimeMs: BigInt(Date.now() - ageMs) }, async accept() {}, async reject() {} },
			Promise.resolve('accepted'),
		);
	return { metrics, written, says: (word: ChildWord) => say(word), offer };
}

describe('a worker', () => {
	it('writes what has happened every 10 s, once', async () => {
		const { metrics, written } = setUp();
		metrics.cut('drain');
		metrics.protectionFailed('timeout');
		vi.advanceTimersByTime(20_000);
		expect(written.map(({ JobsCut, ProtectionFailures }) => [JobsCut, ProtectionFailures])).toEqual([
			[1, 1],
			[0, 0],
		]);
		expect(written[0]).toMatchObject({ ActiveJobs: 1, EventLoopDelay: expect.any(Number) });
		expect(metrics.prometheus()).toContain('agent_worker_job_interrupted_total{cause="drain"} 1');
	});

	it('writes what has happened last when it ends', () => {
		const { metrics, written } = setUp();
		vi.advanceTimersByTime(10_000);
		metrics.cut('drain');
		metrics.close();
		expect(written.map(({ JobsCut }) => JobsCut)).toEqual([0, 1]);
	});

	it('measures from the offer to the agent in the room, and from the room to the offer', async () => {
		const { written, offer, says } = setUp();
		await offer('AJ_1', 250);
		vi.advanceTimersByTime(700);
		says({ word: 'present', agent: { jobId: 'AJ_1', start: 'first' } });
		says({ word: 'present', agent: { jobId: 'AJ_1', start: 'first' } });
		says({ word: 'present', agent: { jobId: 'AJ_unknown', start: 'first' } });
		vi.advanceTimersByTime(10_000);
		expect(written[0]).toMatchObject({ JobStartLatency: [700], DispatchWait: [250], JobsAccepted: 1 });
	});

	it('knows that the room of a replacement has waited for somebody else', async () => {
		const { written, offer, says } = setUp();
		await offer('AJ_1', 90_000);
		says({ word: 'present', agent: { jobId: 'AJ_1', start: 'replacement' } });
		vi.advanceTimersByTime(10_000);
		expect(written[0]).toMatchObject({ JobStartLatency: [0] });
		expect(written[0]).not.toHaveProperty('DispatchWait');
	});

	it('measures how long its processes take until they are warm, and the turns of their calls', () => {
		const { written, says } = setUp();
		vi.advanceTimersByTime(1_500);
		says({ word: 'answers' });
		vi.advanceTimersByTime(2_500);
		says({ word: 'answers' });
		says({ word: 'timed', times: { turn: 0.9, turnModel: 0.3 } });
		vi.advanceTimersByTime(10_000);
		expect(written[0]).toMatchObject({ ProcInitDuration: [1_500], TurnLatency: [900], TurnModel: [300] });
	});
});

describe('the age of a room', () => {
	it('is not known where LiveKit does not say, and never negative', () => {
		expect([roomAge(undefined, 5), roomAge(0n, 5), roomAge(9n, 5), roomAge(2n, 5)]).toEqual([null, null, 0, 3]);
	});
});

describe('the task of ECS', () => {
	async function metadata(status: number, body: string): Promise<string> {
		const server = createServer(({ url }, response) =>
			response.writeHead(url === '/v4/0123/task' ? status : 404).end(body),
		);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		onTestFinished(() => {
			server.closeAllConnections();
			server.close();
		});
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v4/0123`;
	}

	it('says who and where it is', async () => {
		const arn = 'arn:aws:ecs:us-east-1:111122223333:task/cluster/abcdef';
		const uri = await metadata(200, JSON.stringify({ TaskARN: arn, AvailabilityZone: 'us-east-1b', Family: 'f' }));
		expect(await readEcsTask(uri)).toEqual({ task: 'abcdef', zone: 'us-east-1b' });
	});

	it('is nobody where nobody says so', async () => {
		expect(await readEcsTask(await metadata(500, 'no'))).toEqual({});
		expect(await readEcsTask('http://127.0.0.1:1')).toEqual({});
	});
});
