/**
 * Gives a file to the agent, and says what has become of it. A file that an agent has not linked yet is lost without a
 * sign, so it is sent again, under the same id: what the agent has stored is not stored twice.
 *
 * @module
 */
import type { Room } from 'livekit-client';
import {
	FILE_ID_ATTRIBUTE,
	FILE_LIMIT_BYTES,
	FILE_NOTICE_TOPIC,
	FILE_TOPIC,
	type FileOutcome,
} from '../../../functions/protocol/call.ts';
import { isAgent } from '../room/agents.ts';
import { parseFileNotice } from './notice.ts';

export interface FileSender {
	/** @param id matches `FILE_ID`; another one for each file */
	send(file: File, id: string): Promise<FileOutcome>;
}

const TRIES = 3;
/** From its last byte; the agent has to store it. */
const ANSWERED_WITHIN_MS = 30_000;
/** Read at once, so that no large file is held in memory. */
const PIECE_BYTES = 64 * 1024;

/** Before `connect`, as for all that is listened to. */
export function makeFileSender(room: Room, answeredWithinMs: number = ANSWERED_WITHIN_MS): FileSender {
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

	/** Null: nobody has answered. */
	async function sendOnce(file: File, id: string): Promise<FileOutcome | null> {
		const agent = [...room.remoteParticipants.values()].find(isAgent);
		if (agent === undefined) return null;
		const answered = new AbortController();
		const answer = new Promise<FileOutcome>((resolve) => {
			waiting.set(id, (outcome) => {
				resolve(outcome);
				answered.abort();
			});
		});
		try {
			await stream(file, { id, to: agent.identity, signal: answered.signal });
			return await Promise.race([answer, after(answeredWithinMs, answered.signal)]);
		} catch {
			return null;
		} finally {
			waiting.delete(id);
		}
	}

	/** Stops when the agent has answered: it reads no further. */
	async function stream(
		file: File,
		{ id, to, signal }: { id: string; to: string; signal: AbortSignal },
	): Promise<void> {
		const writer = await room.localParticipant.streamBytes({
			topic: FILE_TOPIC,
			name: file.name,
			mimeType: file.type,
			totalSize: file.size,
			// Others in the room are not given it.
			destinationIdentities: [to],
			attributes: { [FILE_ID_ATTRIBUTE]: id },
		});
		for (let at = 0; at < file.size && !signal.aborted; at += PIECE_BYTES)
			await writer.write(new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer()));
		await writer.close();
	}

	return {
		async send(file, id) {
			if (file.size > FILE_LIMIT_BYTES) return 'too_large';
			for (let tries = 0; tries < TRIES; tries++) {
				const outcome = await sendOnce(file, id);
				if (outcome !== null && outcome !== 'failed') return outcome;
			}
			return 'failed';
		},
	};
}

const after = (ms: number, signal: AbortSignal) =>
	new Promise<null>((resolve) => {
		if (signal.aborted) return;
		const timer = setTimeout(resolve, ms, null);
		signal.addEventListener('abort', () => clearTimeout(timer));
	});
