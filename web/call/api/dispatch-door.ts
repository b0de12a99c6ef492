import type { DispatchRequest, DispatchResponse } from '../../../functions/protocol/dispatch.ts';
import { type Answer, patient, read } from './answer.ts';
import { post } from './post.ts';

/** Says "I see no agent". A hint, and safe to repeat. */
export type AskForAgent = (
	request: Pick<DispatchRequest, 'room_name' | 'retry'>,
	signal: AbortSignal,
) => Promise<Answer<DispatchResponse>>;

/**
 * @param fetch the browser's
 * @param timezone IANA name
 * @param offset what `Date.getTimezoneOffset()` says now: a long call sees the clocks change
 */
export const makeAskForAgent =
	(fetch: typeof globalThis.fetch, timezone: string, offset: () => number): AskForAgent =>
	(request, signal) => {
		const body: DispatchRequest = { ...request, timezone, timezone_offset: offset() };
		return read(post(fetch, '/api/livekit/dispatch-agent', body, { signal: patient(signal) }));
	};
