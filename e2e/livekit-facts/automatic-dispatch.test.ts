import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lacks } from '../greenroom.ts';
import { joinRoom, mintToken } from './participant.ts';
import { type LiveKitServer, startServer } from './server.ts';
import { type FakeWorker, registerWorker } from './worker.ts';

/** A job that is offered at all is offered within a few tenths of a second. */
const NOTHING_MORE_MS = 2_000;

// A server of its own: such a worker is offered jobs in rooms of other tests as well. One worker: two would share them.
describe.skipIf(lacks('livekit-server')).concurrent('a worker without an agent name', () => {
	let server: LiveKitServer;
	let worker: FakeWorker;
	beforeAll(async () => {
		server = await startServer();
		worker = await registerWorker(server, '', 'accepts');
	});
	afterAll(() => server.stop());

	/** Metadata of the jobs in a room; that of an automatic one is empty. */
	async function offeredIn(name: string): Promise<string[]> {
		await wait(NOTHING_MORE_MS);
		return worker.offers.filter(({ room }) => room.name === name).map(({ metadata }) => metadata);
	}

	test('gets one job for each new room whose token names no agent, and none for one that names another', async (context) => {
		const agents = [['another', '']] as const;
		await joinRoom(server, context, await mintToken(server, { room: 'unnamed', identity: 'ann' }));
		await joinRoom(server, context, await mintToken(server, { room: 'unnamed', identity: 'bob' }));
		await joinRoom(server, context, await mintToken(server, { room: 'named', identity: 'ann', agents }));
		await joinRoom(server, context, await mintToken(server, { room: 'unnamed-too', identity: 'ann' }));
		expect(await Promise.all(['unnamed', 'named', 'unnamed-too'].map(offeredIn))).toEqual([[''], [], ['']]);
	});

	test.for([
		['that already gave it one', 'second-job', [], ['']],
		['whose token named another agent', 'first-job', [['another', '']], []],
	] as const)('gets a job by createDispatch in a live room %s', async ([, room, agents, before], context) => {
		await joinRoom(server, context, await mintToken(server, { room, identity: 'ann', agents }));
		expect(await offeredIn(room)).toEqual(before);
		await server.dispatches.createDispatch(room, '', { metadata: 'again' });
		expect(await offeredIn(room)).toEqual([...before, 'again']);
	});

	test('gets two jobs by one createDispatch that creates the room', async () => {
		const room = 'created-by-dispatch';
		await server.dispatches.createDispatch(room, '', { metadata: 'once' });
		expect(new Set(await offeredIn(room))).toEqual(new Set(['', 'once']));
	});

	test('gives its agent an lk.agent_name that is there and empty', async (context) => {
		const room = 'attribute';
		await joinRoom(server, context, await mintToken(server, { room, identity: 'ann' }));
		expect(await offeredIn(room)).toEqual(['']);
		const assignment = (await worker.assigned(1)).find(({ job }) => job.room.name === room);
		await joinRoom(server, context, assignment?.token ?? '');
		const isAgent = ({ identity }: { identity: string }) => identity === assignment?.identity;
		const named = [{ attributes: { 'lk.agent_name': '' } }];
		expect((await server.rooms.listParticipants(room)).filter(isAgent)).toMatchObject(named);
		const joined = await server.webhooks.told(
			room,
			({ participant }) => participant !== undefined && isAgent(participant),
		);
		expect(joined.map(({ participant }) => participant)).toMatchObject(named);
	});
});
