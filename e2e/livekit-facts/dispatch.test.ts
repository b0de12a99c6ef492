import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { lacks } from '../greenroom.ts';
import { joinRoom, mintToken } from './participant.ts';
import { type LiveKitServer, startServer } from './server.ts';
import { type FakeWorker, registerWorker } from './worker.ts';

/** A job that is offered at all is offered within a few tenths of a second. */
const NOTHING_MORE_MS = 2_000;
/** A server that knows of no worker asks for so long whether there is one. */
const ASKS_FOR_WORKERS_MS = 5_000;

/** `JobStatus`, which the server SDK does not export. */
const RUNNING = 1;

const metadataOf = ({ offers }: FakeWorker) => offers.map(({ metadata }) => metadata);

// In each test the room and the agent have one name.
describe.skipIf(lacks('livekit-server')).concurrent('a dispatch', () => {
	let server: LiveKitServer;
	beforeAll(async () => {
		server = await startServer();
	});
	afterAll(() => server.stop());

	/** Jobs of this agent do reach the worker. When nothing more comes after this one, nothing was on its way. */
	async function control(name: string, worker: FakeWorker): Promise<void> {
		const before = worker.offers.length;
		await server.dispatches.createDispatch(name, name, { metadata: 'control' });
		await worker.offered(before + 1);
		await wait(NOTHING_MORE_MS);
	}

	const jobsOf = async (name: string) =>
		(await server.dispatches.listDispatch(name))
			.filter(({ agentName }) => agentName === name)
			.map(({ state }) => state?.jobs ?? []);

	test('in a token acts only in the join that creates the room', async (context) => {
		const name = 'acts-once';
		const worker = await registerWorker(server, name);
		const joinWith = async (identity: string, metadata: string) =>
			joinRoom(server, context, await mintToken(server, { room: name, identity, agents: [[name, metadata]] }));
		const sid = async () => (await server.rooms.listRooms([name]))[0]?.sid;

		const ann = await joinWith('ann', 'creates the room');
		await worker.offered(1);
		const first = await sid();
		const bob = await joinWith('bob', 'joins it');
		await Promise.all([ann.disconnect(), bob.disconnect()]);
		await joinWith('ann', 'returns to it when it is empty');
		expect(await sid()).toBe(first);
		await control(name, worker);
		expect(metadataOf(worker)).toEqual(['creates the room', 'control']);

		// Control: in the same token it acts when the room is gone.
		await server.rooms.deleteRoom(name);
		await joinWith('ann', 'creates it again');
		await worker.offered(3);
		expect(metadataOf(worker).at(-1)).toBe('creates it again');
	});

	test.for([
		['while the server still asks for one', 1_000],
		['when the server has given up asking', ASKS_FOR_WORKERS_MS + 1_000],
	] as const)('made without a worker is never delivered to one that comes %s', async ([, afterMs], context) => {
		const name = `no-worker-${afterMs}`;
		const agents = [[name, 'by token']] as const;
		await joinRoom(server, context, await mintToken(server, { room: name, identity: 'ann', agents }));
		await server.dispatches.createDispatch(name, name, { metadata: 'by API' });
		await wait(afterMs);
		const worker = await registerWorker(server, name);
		await control(name, worker);
		await wait(ASKS_FOR_WORKERS_MS);
		expect(metadataOf(worker)).toEqual(['control']);
		expect(await jobsOf(name)).toEqual([[], [], []]);
	});

	test('into a live room makes a job although the token’s was lost, and two make two', async (context) => {
		const name = 'no-dedup';
		const agents = [[name, 'lost']] as const;
		await joinRoom(server, context, await mintToken(server, { room: name, identity: 'ann', agents }));
		const worker = await registerWorker(server, name, 'accepts');
		await server.dispatches.createDispatch(name, name, { metadata: 'same' });
		await server.dispatches.createDispatch(name, name, { metadata: 'same' });
		const assignments = await worker.assigned(2);
		for (const { token } of assignments) await joinRoom(server, context, token);
		const people = await server.rooms.listParticipants(name);
		const here = people.filter(({ attributes }) => attributes['lk.agent_name'] === name);
		expect(new Set(here.map(({ identity }) => identity))).toEqual(new Set(assignments.map(({ identity }) => identity)));
		expect(here).toHaveLength(2);
		expect(metadataOf(worker)).toEqual(['same', 'same']);
	});

	test('on a missing room creates the room', async () => {
		const name = 'created-by-dispatch';
		expect(await server.rooms.listRooms([name])).toEqual([]);
		await server.dispatches.createDispatch(name, name);
		expect(await server.rooms.listRooms([name])).toMatchObject([{ name }]);
		await server.webhooks.told(name, ({ event }) => event === 'room_started');
	});

	test('is listed as running when its agent and its worker are long gone, whatever the worker said of the job', async (context) => {
		const name = 'running-for-ever';
		await joinRoom(server, context, await mintToken(server, { room: name, identity: 'ann' }));
		const worker = await registerWorker(server, name, 'accepts');
		await server.dispatches.createDispatch(name, name);
		const [assignment] = await worker.assigned(1);
		const agent = await joinRoom(server, context, assignment?.token ?? '');
		const statuses = async () => (await jobsOf(name)).map((jobs) => jobs.map(({ state }) => state?.status));
		const listed = await eventually('jobs', statuses, (seen) => seen.flat().length > 0, 2 * ASKS_FOR_WORKERS_MS);
		expect(listed).toEqual([[RUNNING]]);

		if (assignment !== undefined) worker.report(assignment.job, 'JS_SUCCESS');
		await agent.disconnect();
		worker.close();
		await wait(ASKS_FOR_WORKERS_MS);
		expect(await server.rooms.listParticipants(name)).toMatchObject([{ identity: 'ann' }]);
		expect(await statuses()).toEqual([[RUNNING]]);
	});

	test('that a worker rejects goes to the next one, and that it leaves unanswered to nobody', async () => {
		const offersAfter = async (name: string, answer: 'rejects' | 'is silent') => {
			const workers = await Promise.all([1, 2].map(() => registerWorker(server, name, answer)));
			await server.dispatches.createDispatch(name, name);
			await wait(ASKS_FOR_WORKERS_MS);
			return workers.flatMap(({ offers }) => offers).length;
		};
		expect(await Promise.all([offersAfter('rejected', 'rejects'), offersAfter('unanswered', 'is silent')])).toEqual([
			2, 1,
		]);
	});
});
