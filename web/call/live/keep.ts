/**
 * Keeps a call: joins its room, and joins again whatever ends the stay, until the API says that the call has ended or
 * somebody takes it elsewhere. The page itself never decides that a call is over.
 *
 * @module
 */
import type { ConversationView, EndReason } from '../../../functions/protocol/conversation.ts';
import type { TokenResponse } from '../../../functions/protocol/token.ts';
import type { Answer } from '../api/answer.ts';
import type { Api } from '../api/api.ts';
import type { Leave } from '../room/joined-room.ts';
import type { Report, StartFailure } from './report.ts';
import { failuresAfter, retryDelay } from './retry.ts';

export interface KeepOptions {
	/** Aborted when the call is over for this page. */
	readonly signal: AbortSignal;
	readonly api: Api;
	/** The answer to the first token request, which is on its way. */
	readonly first: Promise<Answer<TokenResponse>>;
	/** The room that a reload returns to; `null`: the person has just pressed Start. */
	readonly resumed: string | null;
	/** This tab has the lock of the call. */
	readonly alone?: boolean;
	/** Joins the room and resolves when it is left. */
	readonly stay: (grant: TokenResponse) => Promise<Leave>;
	/** Waits. Of `least` nothing but the end of the call spares anything. */
	readonly pause: (delay: number, least: number) => Promise<void>;
	readonly random: () => number;
	readonly now: () => number;
	readonly report: (report: Report) => void;
}

/** Only an answer can end a call: no answer never does. `null`: it has not ended, as far as anybody says. */
function endIn(answer: Answer<ConversationView>): { readonly reason: EndReason | null } | null {
	if (answer.outcome === 'answered')
		return answer.value.ended === true ? { reason: answer.value.end_reason ?? null } : null;
	return answer.outcome === 'refused' && answer.status === 404 ? { reason: null } : null;
}

/** Asking again would be answered the same. Too late (408) and too often (429) pass. */
const isFinal = ({ status }: { readonly status: number }): boolean =>
	status >= 400 && status < 500 && status !== 408 && status !== 429;

function startFailure(answer: Answer<TokenResponse>, leave: Leave): StartFailure {
	switch (answer.outcome) {
		case 'answered':
			return { why: leave === 'refused' ? 'room_refused' : 'room_unreachable' };
		case 'refused':
			return { why: 'refused', code: answer.code, detail: answer.detail, retryAfter: answer.retryAfter };
		case 'unreachable':
			return { why: 'api_unreachable' };
	}
}

export async function keepCall({
	signal,
	api,
	first,
	resumed,
	alone,
	stay,
	pause,
	random,
	now,
	report,
}: KeepOptions): Promise<void> {
	// A page that was loaded again before it knew its room begins.
	const before = resumed === '' ? null : resumed;
	let room = before;
	let back: string | undefined;
	/** After it was evicted. */
	let returned = false;
	let answer = await first;
	// A reload that is given another room: its call is over, or the server had to replace the room.
	const replaced = before !== null && answer.outcome === 'answered' && answer.value.room_name !== before;
	const over = replaced ? endIn(await api.conversation(signal, before)) : null;
	if (over !== null) return report({ type: 'ended', ...over });
	for (let failures = 0; !signal.aborted; ) {
		let leave: Leave = 'unreachable';
		const joining = now();
		if (answer.outcome === 'answered') {
			report({ type: 'granted', grant: answer.value });
			leave = await stay(answer.value);
		}
		if (signal.aborted) return;
		if (leave === 'moved') {
			// No other tab of this browser is in the call. So it was a ghost of our own that had not noticed, or another
			// device: that one wins when it evicts us again.
			if (alone !== true || returned) return report({ type: 'moved' });
			returned = true;
			leave = 'dropped';
		}
		const failure = startFailure(answer, leave);
		const begun = room !== null || leave === 'dropped' || leave === 'removed';
		if (!begun || (answer.outcome === 'refused' && isFinal(answer))) return report({ type: 'failed', failure });
		if (answer.outcome === 'answered') {
			room = answer.value.room_name;
			// Else each token is another call.
			back = answer.value.lifecycle === 'fresh' ? room : undefined;
		}

		report({ type: 'dropped', silent: true, ...(answer.outcome === 'refused' ? { failure } : {}) });
		failures = failuresAfter(failures, leave === 'dropped' ? now() - joining : 0);
		const least = answer.outcome === 'refused' ? answer.retryAfter : null;
		// Somebody who was removed is told so at once, and is not brought back.
		if (leave !== 'removed') await pause(retryDelay(failures, random()), least ?? 0);
		if (signal.aborted) return;
		const end = room === null ? null : endIn(await api.conversation(signal, room));
		if (end !== null) return report({ type: 'ended', ...end });
		if (leave === 'removed') return report({ type: 'failed', failure: { why: 'removed' } });
		answer = await api.token(signal, back);
	}
}
