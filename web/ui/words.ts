/**
 * What the page says about what does not work, and what to do about it.
 *
 * @module
 */
import type { ProblemCode } from '../../functions/protocol/problem.ts';
import type { StartFailure } from '../call/live/report.ts';
import type { MicrophoneProblem } from '../call/microphone/problem.ts';

/** @param wait milliseconds; `null`: nobody said how long */
function tryAgainIn(wait: number | null): string {
	if (wait === null) return 'Try again in a moment.';
	const seconds = Math.ceil(wait / 1_000);
	const [count, unit] = seconds < 120 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
	return `Try again in ${count} ${unit}${count === 1 ? '' : 's'}.`;
}

const limits: Readonly<Record<string, string>> = {
	too_many_calls: 'All lines are busy.',
	too_many_requests: 'That was asked too often.',
} satisfies Partial<Record<ProblemCode, string>>;

/** In the words of this page where it has any: those of the API are for everybody who asks it. */
function refusalWords({ code, detail, retryAfter }: Extract<StartFailure, { readonly why: 'refused' }>): string {
	const limit = limits[code ?? ''];
	if (limit !== undefined) return `${limit} ${tryAgainIn(retryAfter)}`;
	if (retryAfter !== null) return `The service cannot take this call right now. ${tryAgainIn(retryAfter)}`;
	return detail ?? 'The service refused this call. Wait a moment and start again.';
}

/** Why there is no call. */
export function failureWords(failure: StartFailure): string {
	switch (failure.why) {
		case 'api_unreachable':
			return 'The service does not answer. Check your connection and start again.';
		case 'room_unreachable':
			return 'The call server does not answer. Check your connection, or try another network, and start again.';
		case 'refused':
			return refusalWords(failure);
	}
}

/** The API has given up bringing an agent. */
export const UNAVAILABLE = 'Several tries to bring an agent have failed. Try again, or come back later.';

const microphones: Readonly<Record<MicrophoneProblem, string>> = {
	denied: 'The microphone is blocked. Allow it for this page in your browser, then press Microphone.',
	missing: 'No microphone was found. Connect one, then press Microphone.',
	in_use: 'Another program uses the microphone. Close it, then press Microphone.',
	unsupported: 'This browser gives no microphone to this page. Load it over https.',
	failed: 'The microphone did not start. Press Microphone to try again.',
	lost: 'The microphone was disconnected. Connect it, then press Microphone.',
};

/** Why the agent cannot hear anything. */
export const microphoneWords = (problem: MicrophoneProblem): string =>
	`${microphones[problem]} Until then you can type.`;
