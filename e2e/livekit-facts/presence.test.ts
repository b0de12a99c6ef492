import { setTimeout as wait } from 'node:timers/promises';
import { DisconnectReason, RoomEvent } from '@livekit/rtc-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../eventually.ts';
import { lacks } from '../greenroom.ts';
import { joinMortal, joinRoom, mintToken } from './participant.ts';
import { type LiveKitServer, startServer } from './server.ts';
import type { Webhook } from './webhooks.ts';
import { registerWorker } from './worker.ts';

const STILL_LISTED_MS = 10_000;
const GONE_MS = 30_000;

describe.skipIf(lacks('livekit-server')).concurrent('a participant', () => {
	let server: LiveKitServer;
	beforeAll(async () => {
		server = await startServer();
	});
	afterAll(() => server.stop());

	const identitiesIn = async (room: string) =>
		new Set((await server.rooms.listParticipants(room)).map(({ identity }) => identity));

	async function agentTokenFor(room: string): Promise<string> {
		const worker = await registerWorker(server, room, 'accepts');
		await server.dispatches.createDispatch(room, room);
		const [assignment] = await worker.assigned(1);
		return assignment?.token ?? '';
	}

	test.for(['human', 'agent'] as const)(
		'that is killed stays listed for about 20 s, then its connection has timed out (%s)',
		async (kind, context) => {
			const room = `${kind}-killed`;
			await joinRoom(server, context, await mintToken(server, { room, identity: 'witness' }));
			const token = kind === 'human' ? mintToken(server, { room, identity: 'bob' }) : agentTokenFor(room);
			const mortal = await joinMortal(server, context, await token);
			const identities = await identitiesIn(room);
			const [identity] = [...identities].filter((each) => each !== 'witness');
			expect(identity).toBeDefined();

			await mortal.kill();
			await wait(STILL_LISTED_MS);
			expect(await identitiesIn(room)).toEqual(identities);
			expect(server.webhooks.of(room).map(({ event }) => event)).not.toContain('participant_left');
			// Control: who was not killed is listed to the end.
			const isAlone = (seen: Set<string>) => seen.size === 1 && seen.has('witness');
			await eventually('who is listed', () => identitiesIn(room), isAlone, GONE_MS - STILL_LISTED_MS);
			const [left] = await server.webhooks.told(room, ({ event }) => event === 'participant_left');
			expect(left?.participant).toMatchObject({ identity, disconnectReason: 'CONNECTION_TIMEOUT' });
		},
	);

	test('that joins again under its identity takes the place of the old one, which is told to have left before', async (context) => {
		const room = 'duplicate-identity';
		const token = await mintToken(server, { room, identity: 'ann' });
		const first = await joinRoom(server, context, token);
		const left = new Promise<DisconnectReason>((resolve) => first.once(RoomEvent.Disconnected, resolve));
		const sidOfFirst = first.localParticipant?.sid;
		const second = await joinRoom(server, context, token);
		const sidOfSecond = second.localParticipant?.sid;

		expect(await left).toBe(DisconnectReason.DUPLICATE_IDENTITY);
		expect(sidOfSecond).not.toBe(sidOfFirst);
		expect(await server.rooms.listParticipants(room)).toMatchObject([{ identity: 'ann', sid: sidOfSecond }]);
		const isJoined = ({ event, participant }: Webhook) =>
			event === 'participant_joined' && participant?.sid === sidOfSecond;
		await server.webhooks.told(room, isJoined);
		expect(server.webhooks.of(room)).toMatchObject([
			{ event: 'room_started' },
			{ event: 'participant_joined', participant: { identity: 'ann', sid: sidOfFirst } },
			{
				event: 'participant_left',
				participant: { identity: 'ann', sid: sidOfFirst, disconnectReason: 'DUPLICATE_IDENTITY' },
			},
			{ event: 'participant_joined', participant: { identity: 'ann', sid: sidOfSecond } },
		]);
	});
});
