/**
 * What the page says about what does not work, and what to do about it.
 *
 * @module
 */
import type { StartFailure } from '../call/live/report.ts';
import type { MicrophoneProblem } from '../call/microphone/problem.ts';

/** Why there is no call. */
export function failureWords(failure: StartFailure): string {
	switch (failure.why) {
		case 'api_unreachable':
			return 'The service does not answer. Check your connection and start again.';
		case 'room_unreachable':
			return 'The call server does not answer. Check your connection, or try another network, and start again.';
		case 'refused':
			return failure.detail ?? 'The service refused this call. Wait a moment and start again.';
	}
}

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
