import type { ConversationView } from '../../../functions/protocol/conversation.ts';
import { type Answer, patient, read } from './answer.ts';

/** Asks for the conversation; with a room name also whether that call has ended. */
export type LookUp = (signal: AbortSignal, room?: string) => Promise<Answer<ConversationView>>;

/** @param fetch the browser's */
export const makeLookUp =
	(fetch: typeof globalThis.fetch): LookUp =>
	(signal, room) => {
		const of = room === undefined ? '' : `?room=${encodeURIComponent(room)}`;
		return read(fetch(`/api/conversation${of}`, { signal: patient(signal) }));
	};
