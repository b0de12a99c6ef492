import { type Answer, PATIENCE, read } from './answer.ts';

/** Has the API forget the conversation: what was said, kept and uploaded; it ends an open call. Safe to repeat. */
export type Forget = () => Promise<Answer<unknown>>;

/** @param fetch the browser's */
export const makeForget =
	(fetch: typeof globalThis.fetch): Forget =>
	() =>
		read(fetch('/api/conversation', { method: 'DELETE', signal: AbortSignal.timeout(PATIENCE) }));
