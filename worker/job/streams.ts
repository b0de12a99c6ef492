/**
 * What page and agent say to each other beside sound: text streams in the room.
 *
 * @module
 */
import type { Room, TextStreamReader } from '@livekit/rtc-node';
import {
	HEARS_TOPIC,
	type Hears,
	LIVEKIT,
	MESSAGE_ID_ATTRIBUTE,
	SENDER_ATTRIBUTE,
	TURN_TOPIC,
	type TurnNotice,
} from '../../functions/protocol/call.ts';
import { type Log, nameOf } from '../log.ts';
import type { Sender } from './hearing.ts';

/** What other LiveKit clients do not say is undefined. */
export interface ReceivedMessage {
	readonly id: string | undefined;
	readonly text: string;
	readonly from: Sender;
}

export interface StreamHandlers {
	readonly onMessage: (message: ReceivedMessage) => void;
	readonly onHears: (report: Hears, from: Sender) => void;
}

/** Longer than any turn that is kept; a stream is not read beyond it. */
const MESSAGE_LIMIT = 32_000;

/**
 * Registers the handlers; before `connect`, or what arrives in the first 100 ms is dropped. Only the visitor is heard.
 */
export function receiveStreams(room: Room, visitor: string, handlers: StreamHandlers, log: Log): void {
	const receive = (topic: string, take: (text: string, reader: TextStreamReader) => void) =>
		room.registerTextStreamHandler(topic, (reader, { identity }) => {
			if (identity !== visitor) return;
			// Rejects when its sender goes in the middle of it.
			readText(reader)
				.then((text) => take(text, reader))
				.catch((error: unknown) => log({ level: 'warn', event: 'stream_unread', topic, error: nameOf(error) }));
		});
	receive(LIVEKIT.topic.chat, (text, { info }) =>
		handlers.onMessage({
			id: info.attributes?.[MESSAGE_ID_ATTRIBUTE],
			text,
			from: info.attributes?.[SENDER_ATTRIBUTE],
		}),
	);
	receive(HEARS_TOPIC, (text, { info }) => {
		const report = readHears(text);
		if (report !== null) handlers.onHears(report, info.attributes?.[SENDER_ATTRIBUTE]);
	});
}

export async function sendTurn(room: Room, turn: TurnNotice, log: Log): Promise<void> {
	try {
		await room.localParticipant?.sendText(JSON.stringify(turn), { topic: TURN_TOPIC });
	} catch (error) {
		if (!room.isConnected) return;
		// The page gets it with its next token, or with the resending after its next `hears`.
		log({ level: 'warn', event: 'turn_not_sent', error: nameOf(error) });
	}
}

async function readText(reader: TextStreamReader): Promise<string> {
	let text = '';
	for await (const chunk of reader) {
		text += chunk;
		if (text.length > MESSAGE_LIMIT) break;
	}
	return text;
}

function readHears(text: string): Hears | null {
	try {
		const { turn, shown }: { turn?: unknown; shown?: unknown } = JSON.parse(text);
		if (turn !== null && typeof turn !== 'string') return null;
		return { turn, shown: typeof shown === 'number' && shown > 0 ? Math.floor(shown) : 0 };
	} catch {
		return null;
	}
}
