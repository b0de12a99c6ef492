import { initializeLogger, voice } from '@livekit/agents';
import { Room, RoomEvent } from '@livekit/rtc-node';
import { TokenSource } from 'livekit-client';
import { AccessToken, TokenVerifier } from 'livekit-server-sdk';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { LIVEKIT } from '../functions/protocol/call.ts';
import { eventually } from './eventually.ts';
import { COUNT } from './words.ts';

const greenroom = inject('greenroom');
const PATIENCE = 20_000;

/** What any LiveKit client does: join, type, read what is said. */
async function join(url: string, token: string) {
	const room = new Room();
	onTestFinished(() => room.disconnect());
	const said: string[] = [];
	room.registerTextStreamHandler(LIVEKIT.topic.transcription, (reader) => {
		void reader.readAll().then((text) => said.push(text));
	});
	await room.connect(url, token, { autoSubscribe: true, dynacast: false });
	return {
		room,
		said,
		/** Its identity, once it speaks. */
		async agent(): Promise<string> {
			const speaking = async () =>
				[...room.remoteParticipants.values()].find(
					({ attributes }) => attributes[LIVEKIT.attribute.agentState] === 'speaking',
				)?.identity;
			return (await eventually('an agent that speaks', speaking, Boolean, PATIENCE)) ?? '';
		},
		type: async (text: string) => {
			await room.localParticipant?.sendText(text, { topic: LIVEKIT.topic.chat });
		},
		hears: (text: string, times = 1) =>
			eventually(
				`"${text}"`,
				async () => said.filter((one) => one.trim() === text).length,
				(n) => n >= times,
				PATIENCE,
			),
	};
}

/** agents' own client of a session, on the topic on which its session host answers. */
function remoteSession(room: Room, identity: string): voice.RemoteSession {
	initializeLogger({ pretty: false, level: 'silent' });
	// As much of a RoomIO as the transport reads.
	const peer = { linkedParticipant: { identity } } as unknown as ConstructorParameters<
		typeof voice.RoomSessionTransport
	>[1];
	return new voice.RemoteSession(new voice.RoomSessionTransport(room, peer));
}

describe.skipIf(greenroom === null)('a client that is not our page', () => {
	if (greenroom === null) return;
	const { url, livekit } = greenroom;
	const source = TokenSource.endpoint(`${url}/api/livekit/token`);

	test('gets a token by LiveKit’s own endpoint client, for its own room only, and is understood without message ids', async () => {
		const { serverUrl, participantToken } = await source.fetch({ roomName: 'theirs', participantIdentity: 'admin' });
		const claims = await new TokenVerifier(livekit.apiKey, livekit.apiSecret).verify(participantToken);
		expect(claims.video?.room).not.toBe('theirs');
		expect(claims.sub).not.toBe('admin');

		const client = await join(serverUrl, participantToken);
		await client.agent();
		await client.type(COUNT.two.asks);
		await client.hears(COUNT.two.says);
		await client.type(COUNT.two.asks);
		await client.hears(COUNT.two.says, 2);
	});

	test('cannot read the prompt, the history or tool calls of the agent', async () => {
		const { serverUrl, participantToken } = await source.fetch({});
		const client = await join(serverUrl, participantToken);
		const agent = await client.agent();
		const told: string[] = [];
		client.room.on(RoomEvent.DataReceived, (_data, _from, _kind, topic) => told.push(topic ?? ''));
		const session = remoteSession(client.room, agent);
		await session.start();
		onTestFinished(() => session.close());
		for (const event of ['conversation_item_added', 'function_tools_executed', 'agent_state_changed'] as const)
			session.on(event, () => told.push(event));

		const asked = session.fetchAgentInfo().then(
			({ instructions }) => instructions,
			() => 'no answer',
		);
		// By a tool, and to its end: what the agent wanted to tell of it has been told by then.
		await client.type('add milk to my list');
		await eventually(
			'an answer',
			async () => client.said.join(),
			(said) => said.includes('milk'),
			PATIENCE,
		);
		expect(told).toEqual([]);
		expect(await Promise.race([asked, soon()])).toBe('nothing so far');

		// Control: a session host in the same room is heard, and gives its prompt away.
		const host = await hostIn(client.room, serverUrl);
		const other = remoteSession(client.room, host);
		await session.close();
		await other.start();
		onTestFinished(() => other.close());
		expect(await other.fetchAgentInfo()).toMatchObject({ instructions: 'A secret.' });
	});

	const soon = () => new Promise((resolve) => setTimeout(resolve, 1_000, 'nothing so far'));

	async function hostIn({ name = '', localParticipant }: Room, serverUrl: string): Promise<string> {
		const token = new AccessToken(livekit.apiKey, livekit.apiSecret, { identity: 'host' });
		token.addGrant({ roomJoin: true, room: name });
		const { room } = await join(serverUrl, await token.toJwt());
		const peer = { linkedParticipant: localParticipant } as unknown as ConstructorParameters<
			typeof voice.RoomSessionTransport
		>[1];
		const session = new voice.AgentSession({});
		const host = new voice.SessionHost(new voice.RoomSessionTransport(room, peer));
		host.registerSession(session);
		await session.start({ agent: new voice.Agent({ instructions: 'A secret.' }) });
		await host.start();
		onTestFinished(async () => {
			await host.close();
			await session.close();
		});
		return 'host';
	}
});
