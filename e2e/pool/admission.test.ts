/**
 * What a worker takes, what it refuses, what it asks ECS for, and what becomes of calls that wait for a process. The ECS is
 * none.
 *
 * @module
 */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { ClaimResponse } from '../../functions/protocol/agent.ts';
import { formatAgentName, formatRoomName, humanIdentity } from '../../functions/protocol/names.ts';
import { bundle, mainFile } from '../../scripts/start/bundle.ts';
import { anyPorts } from '../../scripts/start/ports.ts';
import { workerSpec } from '../../scripts/start/specs.ts';
import { type EcsAgentServer, startEcsAgent } from '../../worker/pool/protection/testing.ts';
import { startApi } from '../../worker/testing.ts';
import { eventually } from '../eventually.ts';
import { lacks } from '../greenroom.ts';
import { type Part, startPart } from '../kills/parts.ts';
import { type LiveKitServer, startServer } from '../livekit-facts/server.ts';

const root = join(import.meta.dirname, '../..');
const stage = 'slots';
const agentName = formatAgentName('greenroom', stage);
const roomOf = (conversation: string) => formatRoomName({ stage, conversation, generation: 1 });

const claim = (conversation: string): ClaimResponse => ({
	...{ epoch: 1, humanIdentity: humanIdentity(conversation), graceSeconds: 60, start: 'first' },
	...{ turns: [], todo: [], timezone: null, timezoneOffset: null },
});

let livekit: LiveKitServer;
let ecs: EcsAgentServer;

beforeAll(async () => {
	if (lacks('livekit-server')) return;
	await bundle(root, ['worker']);
	[livekit, ecs] = await Promise.all([startServer(), startEcsAgent()]);
});
afterAll(async () => {
	ecs?.stop();
	await livekit?.stop();
});

async function startWorker(
	apiUrl: string,
	{ slots, idle } = { slots: 1, idle: 2 },
): Promise<{ worker: Part; get(path: string): Promise<[number, string]> }> {
	const [port = 0] = await anyPorts(1);
	const variables = {
		...{ PATH: process.env['PATH'], HOME: process.env['HOME'], VOICE: 'offline', STAGE: stage },
		...{ WORKER_IDLE_PROCESSES: String(idle), WORKER_SLOTS: String(slots), WORKER_RELEASE: '3', WORKER_METRICS: 'emf' },
		ECS_AGENT_URI: ecs.uri,
	};
	const program = mainFile(root, 'worker');
	const access = { url: livekit.url, ...livekit.keys };
	const worker = await startPart(workerSpec({ root, variables }, { program, port, livekit: access, apiUrl }));
	onTestFinished(worker.end);
	const get = async (path: string): Promise<[number, string]> => {
		const response = await fetch(`http://127.0.0.1:${port}${path}`);
		return [response.status, await response.text()];
	};
	return { worker, get };
}

test.skipIf(lacks('livekit-server'))('a worker takes what it has a slot and protection for, and says so', async () => {
	const { asked, access } = await startApi(({ door, subject }) => {
		if (door === 'claim') return { body: claim(subject?.split('.')[2] ?? '') };
		return { body: door === 'heartbeat' ? { instruction: 'accept', free: 7 } : {} };
	});
	const { worker, get } = await startWorker(access.url);
	const outcomes = () => worker.events('job_requested').map(({ outcome }) => outcome);
	/**
	 * What the worker says to the offers, in any order. LiveKit drops a dispatch while it takes the worker for full, which it
	 * may hear in any moment.
	 */
	const offered = async (...conversations: string[]) => {
		const before = outcomes().length;
		for (let left = 4; ; left--) {
			await Promise.all(conversations.map((one) => livekit.dispatches.createDispatch(roomOf(one), agentName)));
			const answers = async () => outcomes().slice(before);
			const isAll = ({ length }: readonly unknown[]) => length >= conversations.length;
			const all = await eventually('answers', answers, isAll, 3_000).catch(answers);
			if (all.length > 0 || left === 0) return all.toSorted();
		}
	};

	// HTTP 200, and a no.
	ecs.fail({ failure: 'TASK_NOT_VALID' });
	expect(await offered('conversation-1')).toEqual(['unprotected']);
	expect(worker.events('task_protection')).toMatchObject([{ outcome: 'TASK_NOT_VALID' }]);

	// No answer at all: LiveKit is given one nevertheless, and the job to whoever else there is.
	ecs.fail('hangs');
	expect(await offered('conversation-0')).toEqual(['unprotected']);

	// Two at once: one slot, and one question to ECS.
	ecs.fail(null);
	const [accepted, ...full] = await offered('conversation-2', 'conversation-3');
	expect([accepted, ...full]).toEqual(['accepted', ...full.map(() => 'full')]);
	expect(ecs.isProtected()).toBe(true);
	const protects = ecs.puts.map(({ body }) => body);
	expect(protects).toEqual(Array(3).fill({ ProtectionEnabled: true, ExpiresInMinutes: 120 }));
	const claims = () => asked.filter(({ door }) => door === 'claim').map(({ subject }) => subject);
	await eventually(
		'joined',
		async () => asked,
		(all) => all.some(({ door }) => door === 'joined'),
		10_000,
	);
	const [room = '', ...more] = claims();
	expect(more).toEqual([]);

	const beat = await eventually(
		'a beat of a busy worker',
		async () => asked.findLast(({ door }) => door === 'heartbeat')?.body,
		(body) => JSON.stringify(body ?? {}).includes('"active":1'),
		10_000,
	);
	expect(beat).toMatchObject({ slots: 1, release: 3, state: 'accepting' });

	expect((await get('/health'))[0]).toBe(200);
	expect(await get('/')).toEqual([200, 'OK']);
	const [, metrics] = await get('/metrics');
	for (const line of [
		...[
			'agent_worker_job_active 1',
			'agent_worker_job_limit 1',
			'agent_worker_load_ratio 1',
			'agent_worker_protected 1',
		],
		...[
			'agent_pool_slot_free 7',
			'agent_job_start_duration_seconds_count 1',
			'agent_dispatch_wait_duration_seconds_count 1',
		],
		'agent_worker_job_offers_total{outcome="accepted"} 1',
		`agent_worker_job_offers_total{outcome="full"} ${full.length}`,
		'agent_worker_job_offers_total{outcome="unprotected"} 2',
		'agent_worker_protection_errors_total{error_type="timeout"} 1',
		'agent_worker_protection_errors_total{error_type="TASK_NOT_VALID"} 1',
	])
		expect(metrics.split('\n')).toContain(line);

	const endedAt = performance.now();
	await livekit.rooms.deleteRoom(room);
	await eventually(
		'released',
		async () => ecs.isProtected(),
		(is) => !is,
		25_000,
	);
	expect((ecs.puts.at(-1)?.at ?? 0) - endedAt).toBeGreaterThan(9_000);
	expect(ecs.puts.slice(3).map(({ body }) => body)).toEqual([{ ProtectionEnabled: false }]);

	const emf = worker.lines().filter((line) => line.includes('CloudWatchMetrics'));
	expect(emf.length).toBeGreaterThan(0);
	expect(JSON.parse(emf[0] ?? '')).toMatchObject({ Stage: stage, Release: '3', CapacityJobs: 1, PoolFreeSlots: 7 });
	for (const line of emf) for (const secret of ['conversation', 'AJ_', 'human']) expect(line).not.toContain(secret);
});

test.skipIf(lacks('livekit-server'))('calls that were given up take no process from the one that waits', async () => {
	const { asked, access } = await startApi(({ door, subject }) => {
		if (door === 'claim') return { body: claim(subject?.split('.')[2] ?? '') };
		return { body: door === 'heartbeat' ? { instruction: 'accept', free: 7 } : {} };
	});
	const { worker, get } = await startWorker(access.url, { slots: 8, idle: 1 });
	const accepted = async () => worker.events('job_requested').filter(({ outcome }) => outcome === 'accepted').length;
	const rooms = ['first', 'given-up-1', 'given-up-2', 'waits'].map((one) => roomOf(`conversation-${one}`));
	const [first = '', ...others] = rooms;
	for (const [before, room] of [first, ...others].entries()) {
		await livekit.dispatches.createDispatch(room, agentName);
		await eventually('an accepted job', accepted, (count) => count > before, 10_000);
	}
	await Promise.all(others.slice(0, 2).map((room) => livekit.rooms.deleteRoom(room)));

	const claimed = async () => asked.filter(({ door }) => door === 'claim').map(({ subject }) => subject);
	await eventually('claims', claimed, ({ length }) => length >= 2, 30_000);
	expect(await claimed()).toEqual([first, others.at(-1)]);
	expect(worker.events('job_dropped')).toMatchObject(Array(2).fill({ reason: 'room_closed' }));
	expect((await get('/metrics'))[1]).toContain('agent_worker_job_dropped_total{reason="room_closed"} 2');
});
