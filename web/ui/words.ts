/**
 * What the page says about what does not work, and what to do about it.
 *
 * @module
 */
import type { ProblemCode } from '../../functions/protocol/problem.ts';
import type { StartFailure } from '../call/live/report.ts';
import type { MicrophoneProblem } from '../call/microphone/problem.ts';

type Refusal = Extract<StartFailure, { readonly why: 'refused' }>;

/** In the words of this page where it has any: those of the API are for everybody who asks it. */
const refusals: Readonly<Record<string, string>> = {
	too_many_calls: 'All lines are busy.',
	too_many_requests: 'That was asked too often.',
	store_unavailable: 'The service cannot take calls for the moment.',
	internal_error: 'Something went wrong in the service.',
	unauthorized: 'The service does not know you any more. Load this page again.',
	forbidden_origin: 'The service takes no calls from a page at this address. Open it where it belongs.',
	not_found: 'The service does not know this call any more. Start another one.',
} satisfies Partial<Record<ProblemCode, string>>;

const refusalWords = ({ code, detail, retryAfter }: Refusal): string =>
	refusals[code ?? ''] ??
	(retryAfter === null ? detail : null) ??
	(retryAfter === null ? 'The service refused this call.' : 'The service cannot take this call right now.');

/** What to do then; the button that starts a call counts the time down. */
function wayOn({ code, retryAfter }: Refusal): string {
	if (retryAfter !== null) return ' You can start again when the time on the button is up.';
	return code === 'too_many_calls' || code === 'too_many_requests' ? ' Start again in a moment.' : '';
}

/** Why the API does not let the page into its call again; it goes on asking. */
export const refusedMeanwhile = (failure: StartFailure): string =>
	`${failure.why === 'refused' ? refusalWords(failure) : ''} The call goes on as soon as it can.`.trim();

/** Why there is no call. */
export function failureWords(failure: StartFailure): string {
	switch (failure.why) {
		case 'api_unreachable':
			return 'The service does not answer. Check your connection and start again.';
		case 'room_unreachable':
			return 'The call server does not answer. Check your connection, or try another network, and start again.';
		case 'room_refused':
			return 'The call server refused this call. Start again; if that does not help, the service is set up wrongly.';
		case 'removed':
			return 'Somebody who runs this service took you out of the call. It waits a while: start again to return to it.';
		case 'refused':
			return refusalWords(failure) + wayOn(failure);
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
