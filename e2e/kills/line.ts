/**
 * A caller's end of a room, by rtc-node: joined, typed into and read, never heard.
 *
 * @module
 */
import { DisconnectReason, ParticipantKind, Room, RoomEvent } from '@livekit/rtc-node';
import { LIVEKIT, SENDER_ATTRIBUTE, TURN_TOPIC } from '../../functions/protocol/call.ts';
import type { Turn } from '../../functions/protocol/conversation.ts';
import type { AgentSeen } from '../../web/call/presence/presence.ts';
import type { Leave } from '../../web/call/room/joined-room.ts';
import { parseTurn } from '../../web/call/transcript/turn.ts';
import { within } from '../../worker/within.ts';

export interface LineListener {
	/** Anything may have changed. */
	changed(): void;
	/** @param by identity of the agent */
	turn(turn: Turn, by: string): void;
}

export interface Line {
	/** Joins, and resolves when the room is left, whoever wanted that. */
	stay(url: string, token: string): Promise<Leave>;
	/** Says goodbye to the server. */
	leave(): Promise<void>;
	send(topic: string, text: string, attributes?: Readonly<Record<string, string>>): Promise<void>;
	isConnected(): boolean;
	agents(): readonly AgentSeen[];
}

/** As long as the page waits. */
const JOIN_WITHIN_MS = 10_000;

const changes = [
	RoomEvent.ConnectionStateChanged,
	RoomEvent.ParticipantConnected,
	RoomEvent.ParticipantDisconnected,
	RoomEvent.ParticipantAttributesChanged,
] as const;

export function makeLine(on: LineListener): Line {
	const room = new Room();
	for (const event of changes) room.on(event, () => on.changed());
	room.registerTextStreamHandler(TURN_TOPIC, (reader, { identity }) => {
		// Breaks off when its sender dies.
		reader.readAll().then(
			(text) => {
				const turn = parseTurn(text);
				if (turn !== null) on.turn(turn, identity);
			},
			() => {},
		);
	});
	return {
		async stay(url, token) {
			const left = new Promise<Leave>((resolve) => {
				room.once(RoomEvent.Disconnected, (reason) =>
					resolve(reason === DisconnectReason.DUPLICATE_IDENTITY ? 'moved' : 'dropped'),
				);
			});
			// Nobody listens, but an agent that nobody subscribes to says nothing.
			const joining = room.connect(url, token, { autoSubscribe: true, dynacast: false }).then(
				() => true,
				() => false,
			);
			if ((await within(JOIN_WITHIN_MS, joining)) !== true) {
				void room.disconnect().catch(() => {});
				return 'unreachable';
			}
			on.changed();
			return left;
		},
		leave: () => room.disconnect(),
		async send(topic, text, attributes = {}) {
			const { localParticipant } = room;
			if (!room.isConnected || localParticipant === undefined) return;
			const sender = { [SENDER_ATTRIBUTE]: localParticipant.sid ?? '' };
			await localParticipant.sendText(text, { topic, attributes: { ...attributes, ...sender } });
		},
		isConnected: () => room.isConnected,
		agents: () =>
			[...room.remoteParticipants.values()]
				.filter(({ kind }) => kind === ParticipantKind.AGENT)
				.map(({ sid = '', identity, attributes }) => ({
					sid,
					identity,
					state: attributes[LIVEKIT.attribute.agentState],
					listens: 'text',
					joinedAt: 0,
				})),
	};
}
