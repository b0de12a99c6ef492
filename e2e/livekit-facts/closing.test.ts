import { setTimeout as wait } from 'node:timers/promises';
import { DisconnectReason, RoomEvent } from '@livekit/rtc-node';
import { ServerError } from 'livekit-server-sdk';
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { lacks } from '../greenroom.ts';
import { joinRoom, mintToken, type Ticket } from './participant.ts';
import { type LiveKitServer, startServer } from './server.ts';
import { registerWorker } from './worker.ts';

/** Seconds. The server's own is 90. */
const DEPARTURE_TIMEOUT = 2;
/** The server looks once a second and counts in whole ones. */
const CLOSED_WITHIN_MS = 8_000;

// In each test the room and the agent have one name.
describe.skipIf(lacks('livekit-server')).concurrent('a room', () => {
	let server: LiveKitServer;
	beforeAll(async () => {
		server = await startServer();
	});
	afterAll(() => server.stop());

	const sidOf = async (name: string) => (await server.rooms.listRooms([name]))[0]?.sid;
	const closed = (name: string) =>
		eventually(
			`${name} is open`,
			() => sidOf(name),
			(sid) => sid === undefined,
			CLOSED_WITHIN_MS,
		);

	/** Somebody in a room of that name, with an agent. */
	async function call(context: TestContext, ticket: Omit<Ticket, 'agents'>) {
		const worker = await registerWorker(server, ticket.room, 'accepts');
		const token = await mintToken(server, { ...ticket, agents: [[ticket.room, '']] });
		const human = await joinRoom(server, context, token);
		const [assignment] = await worker.assigned(1);
		const agentToken = assignment?.token ?? '';
		const agent = await joinRoom(server, context, agentToken);
		const left = new Promise<DisconnectReason>((resolve) => agent.once(RoomEvent.Disconnected, resolve));
		return { human, token, agentToken, identity: assignment?.identity, left };
	}

	const eventsOf = (name: string, of: string) =>
		server.webhooks
			.of(name)
			.filter(({ event }) => event === of)
			.map(({ room }) => room.sid);

	test('that an agent is alone in is closed after its departureTimeout, and the agent is sent away', async (context) => {
		const name = 'left-alone';
		const { human, left, identity } = await call(context, {
			room: name,
			identity: 'ann',
			departureTimeout: DEPARTURE_TIMEOUT,
		});
		// Control: as long as a human is there it stays open.
		await wait((DEPARTURE_TIMEOUT + 2) * 1_000);
		expect(await sidOf(name)).toBeDefined();

		await human.disconnect();
		await wait(500);
		expect(await sidOf(name)).toBeDefined();
		await closed(name);
		expect(await left).toBe(DisconnectReason.ROOM_CLOSED);
		await server.webhooks.told(name, ({ event }) => event === 'room_finished');
		const leaving = server.webhooks.of(name).filter(({ event }) => event !== 'participant_joined');
		expect(
			leaving.map(({ event, participant }) => [event, participant?.identity, participant?.disconnectReason]),
		).toEqual([
			['room_started', undefined, undefined],
			['participant_left', 'ann', 'CLIENT_INITIATED'],
			['participant_left', identity, 'ROOM_CLOSED'],
			['room_finished', undefined, undefined],
		]);
	});

	test('that is deleted comes back with whoever still has a token, under its name with a new sid, and is told again', async (context) => {
		const name = 'resurrected';
		const { token, agentToken, left } = await call(context, { room: name, identity: 'ann' });
		const first = await sidOf(name);
		await server.rooms.deleteRoom(name);
		expect(await left).toBe(DisconnectReason.ROOM_DELETED);
		expect(await sidOf(name)).toBeUndefined();

		await joinRoom(server, context, agentToken);
		const ofAgent = await sidOf(name);
		await server.rooms.deleteRoom(name);
		await joinRoom(server, context, token);
		const ofHuman = await sidOf(name);
		expect(new Set([undefined, first, ofAgent, ofHuman]).size).toBe(4);

		await server.webhooks.told(name, ({ event, room }) => event === 'room_started' && room.sid === ofHuman);
		expect(eventsOf(name, 'room_started')).toEqual([first, ofAgent, ofHuman]);
		expect(eventsOf(name, 'room_finished')).toEqual([first, ofAgent]);
	});

	test('that is missing has no participants, and neither it nor a missing participant can be removed', async (context) => {
		const codeOf = (asking: Promise<void>) =>
			asking.then(
				() => 'done',
				(error) => (error instanceof ServerError ? error.code : String(error)),
			);
		const name = 'looked-up';
		const { rooms } = server;
		expect(await rooms.listParticipants(name)).toEqual([]);
		expect(await codeOf(rooms.deleteRoom(name))).toBe('not_found');
		expect(await codeOf(rooms.removeParticipant(name, 'ann'))).toBe('not_found');

		await joinRoom(server, context, await mintToken(server, { room: name, identity: 'ann' }));
		expect(await codeOf(rooms.removeParticipant(name, 'bob'))).toBe('not_found');
		// Control: who and what is there is listed, and can be removed.
		expect(await rooms.listParticipants(name)).toMatchObject([{ identity: 'ann' }]);
		expect(await codeOf(rooms.removeParticipant(name, 'ann'))).toBe('done');
		expect(await codeOf(rooms.deleteRoom(name))).toBe('done');
	});
});
