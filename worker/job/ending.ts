/**
 * How an agent ends its call: it asks the API, which closes the room. It never closes a room itself, and leaves when the
 * API does not answer.
 *
 * @module
 */
import type { EndRequest } from '../../functions/protocol/agent.ts';
import { PHRASES } from '../../functions/protocol/log-phrases.ts';
import type { Log } from '../log.ts';
import type { Timeout } from './grace.ts';
import type { Writes } from './writes.ts';

export interface EndingOptions {
	readonly end: Writes['end'];
	/** Somebody is in the room, or may be: the agent has lost it. */
	readonly mayBeAttended: () => boolean;
	/** Whoever has come back, or is said to be on their way, is waited for anew. */
	readonly onAwaited: () => void;
	readonly leave: (reason: EndRequest['reason']) => void;
	readonly log: Log;
}

export interface Ending {
	/** Nobody is there any more, or nobody has come. */
	deserted(timeout: Timeout): Promise<void>;
	/** Whoever is there. */
	over(reason: 'call_limit' | 'silence'): Promise<void>;
}

/** After the end was asked for, LiveKit closes the room; without that the agent leaves by itself. */
const END_WITHIN_MS = 5_000;

export function makeEnding({ end, mayBeAttended, onAwaited, leave, log }: EndingOptions): Ending {
	const leaveAfter = (reason: EndRequest['reason'], isClosed: boolean) =>
		setTimeout(() => leave(reason), isClosed ? END_WITHIN_MS : 0).unref();

	return {
		async deserted(timeout) {
			const reason = 'grace_expired';
			const answer = await end({ reason });
			const outcome = answer.outcome === 'ok' ? answer.body.outcome : answer.outcome;
			// Somebody may have come back while the API did not answer.
			const isBack = outcome === 'unreachable' && mayBeAttended();
			const isOver = outcome !== 'awaited' && !isBack;
			const message = isOver ? { message: PHRASES.nobodyReturned } : {};
			log({ level: 'info', event: reason, timeout, outcome, ...message });
			if (!isOver) return onAwaited();
			leaveAfter(reason, answer.outcome === 'ok');
		},
		async over(reason) {
			const answer = await end({ reason });
			const outcome = answer.outcome === 'ok' ? answer.body.outcome : answer.outcome;
			log({ level: 'info', event: 'call_over', reason, outcome });
			leaveAfter(reason, answer.outcome === 'ok');
		},
	};
}
