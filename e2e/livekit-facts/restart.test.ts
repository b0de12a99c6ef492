import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { lacks } from '../greenroom.ts';
import { joinRoom, mintToken } from './participant.ts';
import { type LiveKitServer, startServer } from './server.ts';
import type { Webhook } from './webhooks.ts';

const RETURNS_WITHIN_MS = 10_000;

describe.skipIf(lacks('livekit-server'))('after a server was killed and started again, a room', () => {
	let server: LiveKitServer;
	beforeAll(async () => {
		server = await startServer();
	});
	afterAll(() => server.stop());

	/** Somebody is in a room, and returns to it by themselves after the restart. */
	async function restartAround(room: string, context: TestContext) {
		const token = await mintToken(server, { room, identity: 'ann', agents: [['nobody', 'of the token']] });
		await joinRoom(server, context, token);
		await server.webhooks.told(room, ({ event }) => event === 'participant_joined');
		const [before] = await server.rooms.listRooms([room]);
		await server.restart();
		const look = async () => (await server.rooms.listRooms([room]))[0];
		const after = await eventually(`${room} again`, look, (seen) => seen !== undefined, RETURNS_WITHIN_MS);
		return { before, after };
	}

	test('that its people return to has a new sid and is younger, and the old one and its people are never told to have gone', async (context) => {
		const room = 'restarted';
		const { before, after } = await restartAround(room, context);
		expect(after?.sid).not.toBe(before?.sid);
		expect(after?.creationTimeMs).toBeGreaterThan(before?.creationTimeMs ?? 0n);

		const isBack = ({ event, room: { sid } }: Webhook) => event === 'participant_joined' && sid === after?.sid;
		await server.webhooks.told(room, isBack, RETURNS_WITHIN_MS);
		// Control: of the new one the end is told. Of one name all is told in its order.
		await server.rooms.deleteRoom(room);
		await server.webhooks.told(room, ({ event }) => event === 'room_finished');
		expect(server.webhooks.of(room).map(({ event, room: { sid } }) => [event, sid])).toEqual([
			['room_started', before?.sid],
			['participant_joined', before?.sid],
			['room_started', after?.sid],
			['participant_joined', after?.sid],
			['participant_left', after?.sid],
			['room_finished', after?.sid],
		]);
	});

	test('is dispatched to again by the token of whoever returns first', async (context) => {
		const room = 'dispatched-again';
		await restartAround(room, context);
		expect(await server.dispatches.listDispatch(room)).toMatchObject([
			{ agentName: 'nobody', metadata: 'of the token' },
		]);
	});
});
