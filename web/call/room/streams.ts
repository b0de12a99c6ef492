import type { Room, TextStreamReader } from 'livekit-client';
import { LIVEKIT, TURN_TOPIC } from '../../../functions/protocol/call.ts';
import type { Turn } from '../../../functions/protocol/conversation.ts';
import type { Caption } from '../transcript/transcript.ts';
import { parseTurn } from '../transcript/turn.ts';
import { isAgent } from './agents.ts';

export interface StreamListener {
	caption(caption: Caption): void;
	turn(turn: Turn): void;
}

/**
 * Listens for captions and turns. Call it before `connect`: a stream without a handler is dropped, and the first one is
 * the greeting.
 */
export function listenToStreams(room: Room, on: StreamListener, now: () => number): void {
	/**
	 * One stream carries a whole segment: the agent's grows chunk by chunk; the visitor's is sent again, longer, under
	 * the same segment id. Either way the latest stream is the segment's text.
	 */
	async function readCaption(reader: TextStreamReader, speaker: string): Promise<void> {
		const role = speaker === room.localParticipant.identity ? 'user' : 'agent';
		const segment = reader.info.attributes?.[LIVEKIT.attribute.segmentId] ?? reader.info.id;
		const at = now();
		let text = '';
		for await (const chunk of reader) {
			text += chunk;
			on.caption({ segment, role, speaker, text, at });
		}
	}

	async function readTurn(reader: TextStreamReader, sender: string): Promise<void> {
		// A sender who is not in the list yet is the agent that has just come; a person who is in it is not the agent.
		const participant = room.remoteParticipants.get(sender);
		if (participant !== undefined && !isAgent(participant)) return;
		const turn = parseTurn(await reader.readAll());
		if (turn !== null) on.turn(turn);
	}

	// A stream breaks off when its sender dies or the room is lost: what was shown of it stays.
	room.registerTextStreamHandler(LIVEKIT.topic.transcription, (reader, from) => {
		readCaption(reader, from.identity).catch(() => {});
	});
	room.registerTextStreamHandler(TURN_TOPIC, (reader, from) => {
		readTurn(reader, from.identity).catch(() => {});
	});
}
