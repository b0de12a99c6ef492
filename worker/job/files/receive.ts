/**
 * Files as they come in over the room: byte streams of the visitor, and what they are told of them.
 *
 * @module
 */
import type { Room } from '@livekit/rtc-node';
import { FILE_ID_ATTRIBUTE, FILE_NOTICE_TOPIC, FILE_TOPIC, type FileNotice } from '../../../functions/protocol/call.ts';
import { type Log, nameOf } from '../../log.ts';
import type { ByteSource } from './read.ts';

export interface IncomingFile {
	/** As the sender chose it. */
	readonly id: string;
	readonly name: string;
	readonly mimeType: string;
	/** How many bytes will come, as they say. */
	readonly announced: number | undefined;
	readonly source: ByteSource;
}

/** Before `connect`, or a file that comes early is dropped. */
export function receiveFiles(room: Room, visitor: string, onFile: (file: IncomingFile) => void): void {
	room.registerByteStreamHandler(FILE_TOPIC, (source, { identity }) => {
		const { info } = source;
		if (identity !== visitor) {
			void source.close();
			return;
		}
		onFile({
			id: info.attributes?.[FILE_ID_ATTRIBUTE] ?? info.streamId,
			name: info.name,
			mimeType: info.mimeType,
			announced: info.totalSize,
			source,
		});
	});
}

/** Lost, it is sent again when the file is. */
export async function sendFileNotice(room: Room, visitor: string, notice: FileNotice, log: Log): Promise<void> {
	try {
		await room.localParticipant?.sendText(JSON.stringify(notice), {
			topic: FILE_NOTICE_TOPIC,
			destinationIdentities: [visitor],
		});
	} catch (error) {
		if (room.isConnected) log({ level: 'warn', event: 'file_notice_not_sent', error: nameOf(error) });
	}
}
