/**
 * Keeps a call: joins its room, and joins again whatever ends the stay, until the API says that the call has ended or
 * somebody takes it elsewhere. The page itself never decides that a call is over.
 *
 * @module
 */
import type { ConversationView } from '../../../functions/protocol/conversation.ts';
import type { TokenResponse } from '../../../functions/protocol/token.ts';
import type { Answer } from '../api/answer.ts';
import type { Api } from '../api/api.ts';
import type { Leave } from '../room/joined-room.ts';
import type { Report, StartFailure } from './report.ts';
import { retryDelay } from './retry.ts';

export interface KeepOptions {
	/** Aborted when the call is over for this page. */
	readonly signal: AbortSignal;
	readonly api: Api;
	/** The answer to the first token request, which is on its way. */
	readonly first: Promise<Answer<TokenResponse>>;
	/** The room that a reload returns to; `null`: the person has just pressed Start. */
	readonly resumed: string | null;
	/** Joins the room and resolves when it is left. */
	readonly stay: (grant: TokenResponse) => Promise<Leave>;
	/** Waits. Of `least` nothing but the end of the call spares anything. */
	readonly pause: (delay: number, least: number) => Promise<void>;
	readonly random: () => number;
	readonly report: (report: Report) => void;
}

/** Only an answer can end a call: no answer never does. */
const hasEnded = (answer: Answer<ConversationView>): boolean =>
	answer.outcome === 'answered' ? answer.value.ended === true : answer.outcome === 'refused' && answer.status === 404;

function startFailure(answer: Answer<TokenResponse>): StartFailure {
	switch (answer.outcome) {
		case 'answered':
			return { why: 'room_unreachable' };
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
	stay,
	pause,
	random,
	report,
}: KeepOptions): Promise<void> {
	let room = resumed;
	let back: string | undefined;
	let answer = await first;
	// A reload that is given another room: its call is over, or the server had to replace the room.
	const replaced = resumed !== null && answer.outcome === 'answered' && answer.value.room_name !== resumed;
	if (replaced && hasEnded(await api.conversation(signal, resumed))) return report({ type: 'ended' });
	for (let failures = 0; !signal.aborted; ) {
		let leave: Leave = 'unreachable';
		if (answer.outcome === 'answered') {
			report({ type: 'granted', grant: answer.value });
			leave = await stay(answer.value);
		}
		if (signal.aborted) return;
		if (leave === 'moved') return report({ type: 'moved' });
		if (leave === 'unreachable' && room === null) return report({ type: 'failed', failure: startFailure(answer) });
		if (answer.outcome === 'answered') {
			room = answer.value.room_name;
			// Else each token is another call.
			back = answer.value.lifecycle === 'fresh' ? room : undefined;
		}

		report({ type: 'dropped', silent: true });
		failures = leave === 'dropped' ? 0 : failures + 1;
		const least = answer.outcome === 'refused' ? answer.retryAfter : null;
		await pause(retryDelay(failures, random()), least ?? 0);
		if (signal.aborted) return;
		if (room !== null && hasEnded(await api.conversation(signal, room))) return report({ type: 'ended' });
		answer = await api.token(signal, back);
	}
}
