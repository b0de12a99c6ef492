/**
 * Gives a file to the agent, and says what has become of it. A file that an agent has not linked yet is lost without a
 * sign, so it may be sent again, under the same id: what the agent has stored is not stored twice.
 *
 * @module
 */
import type { Room } from 'livekit-client';
import {
	FILE_ID_ATTRIBUTE,
	FILE_NOTICE_TOPIC,
	FILE_TOPIC,
	type FileOutcome,
} from '../../../functions/protocol/call.ts';
import { newest } from '../presence/presence.ts';
import { agentsIn, isAgent } from '../room/agents.ts';
import { parseFileNotice } from './notice.ts';

export interface Sending {
	readonly file: File;
	/** Matches `FILE_ID`; another one for each file. */
	readonly id: string;
	/** Aborted when nobody waits for it any more. */
	readonly signal: AbortSignal;
	/** @param share of the file that has left this machine */
	readonly onProgress: (share: number) => void;
}

/** Null: nobody has answered. */
export type SendFile = (sending: Sending) => Promise<FileOutcome | null>;

/** From its last byte; the agent has to store it. */
const ANSWERED_WITHIN_MS = 30_000;
/** Read at once, so that no large file is held in memory. */
const PIECE_BYTES = 64 * 1024;

/** What a room can be asked for. Once for each room. */
export function makeFileSender(room: Room, answeredWithinMs: number = ANSWERED_WITHIN_MS): SendFile {
	const waiting = new Map<string, (outcome: FileOutcome) => void>();
	room.registerTextStreamHandler(FILE_NOTICE_TOPIC, (reader, { identity }) => {
		const participant = room.remoteParticipants.get(identity);
		// Who is in the list and no agent has nothing to say here.
		if (participant !== undefined && !isAgent(participant)) return;
		reader.readAll().then(
			(text) => {
				const notice = parseFileNotice(text);
				if (notice !== null) waiting.get(notice.id)?.(notice.outcome);
			},
			() => {},
		);
	});

	/** Stops when the agent has answered: it reads no further. */
	async function stream({ file, id, onProgress }: Sending, over: AbortSignal): Promise<void> {
		const agent = newest(agentsIn(room));
		if (agent === undefined) return;
		const writer = await room.localParticipant.streamBytes({
			topic: FILE_TOPIC,
			name: file.name,
			mimeType: file.type,
			totalSize: file.size,
			// Others in the room are not given it.
			destinationIdentities: [agent.identity],
			attributes: { [FILE_ID_ATTRIBUTE]: id },
		});
		for (let at = 0; at < file.size && !over.aborted; at += PIECE_BYTES) {
			await writer.write(new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer()));
			onProgress(Math.min(1, (at + PIECE_BYTES) / file.size));
		}
		await writer.close();
	}

	return (sending) =>
		new Promise((resolve) => {
			const over = new AbortController();
			const { id, signal } = sending;
			function end(outcome: FileOutcome | null): void {
				resolve(outcome);
				over.abort();
				if (waiting.get(id) === end) waiting.delete(id);
			}
			waiting.set(id, end);
			signal.addEventListener('abort', () => end(null), { signal: over.signal });
			stream(sending, over.signal).then(
				() => {
					const timer = setTimeout(end, answeredWithinMs, null);
					over.signal.addEventListener('abort', () => clearTimeout(timer));
				},
				() => end(null),
			);
		});
}
