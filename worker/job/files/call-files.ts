/**
 * Files in a call: what the visitor gives, now or to earlier agents, becomes known to the agent.
 *
 * @module
 */
import type { llm } from '@livekit/agents';
import type { Room } from '@livekit/rtc-node';
import type { ClaimResponse } from '../../../functions/protocol/agent.ts';
import { type Log, nameOf } from '../../log.ts';
import { type Filing, type FilingOptions, makeFiling } from './filing.ts';
import { makeFileMessages } from './message.ts';
import { receiveFiles, sendFileNotice } from './receive.ts';

export interface CallFilesOptions extends Pick<FilingOptions, 'store' | 'fetch' | 'now'> {
	readonly room: Room;
	readonly claim: Pick<ClaimResponse, 'humanIdentity' | 'files'>;
	/** Makes it known to the model, beside what was said. */
	readonly know: (message: llm.ChatMessage) => Promise<void>;
	/** The visitor has given one. @param isRead whether the agent knows what is in it */
	readonly onGiven: (isRead: boolean) => void;
	readonly log: Log;
}

export interface CallFiles extends Pick<Filing, 'flush'> {
	/** There is a model to make them known to. */
	start(): void;
}

/** Before `connect`. */
export function makeCallFiles({ room, claim, know, onGiven, log, ...options }: CallFilesOptions): CallFiles {
	const messages = makeFileMessages();
	const filing = makeFiling({
		...options,
		log,
		tell: (notice) => void sendFileNotice(room, claim.humanIdentity, notice, log),
		onKnown(file, text, when) {
			know(messages.of(file, text)).catch((error: unknown) =>
				log({ level: 'warn', event: 'file_not_known', error: nameOf(error) }),
			);
			if (when === 'now') onGiven(text !== null);
		},
	});
	receiveFiles(room, claim.humanIdentity, filing.take);
	return {
		start: () => filing.recall(claim.files ?? []),
		flush: filing.flush,
	};
}
