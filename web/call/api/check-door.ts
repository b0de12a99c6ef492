import type { CheckResponse } from '../../../functions/protocol/check.ts';
import { type Answer, patient, read } from './answer.ts';
import { post } from './post.ts';

/** Asks for a token into a room for a check of the line. */
export const askForCheck = (fetch: typeof globalThis.fetch, signal: AbortSignal): Promise<Answer<CheckResponse>> =>
	read(post(fetch, '/api/livekit/check', {}, { signal: patient(signal) }));
