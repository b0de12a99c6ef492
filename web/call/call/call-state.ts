import { createSignal } from 'solid-js';
import type { EndReason } from '../../../functions/protocol/conversation.ts';
import type { CallPhase } from '../state/state.ts';
import type { Transcript } from '../transcript/transcript.ts';

/** Why a call has ended. `here`: by the person at this page. `unknown`: the API does not say. */
export type Ended = EndReason | 'here' | 'unknown';

/**
 * What the page shows of a call. It is there before LiveKit is loaded and stays after a call, so that the transcript
 * neither waits for the one nor goes with the other.
 */
export function createCallState(transcript: Transcript) {
	const [phase, setPhase] = createSignal<CallPhase>('idle');
	const [shown, setShown] = createSignal(transcript);
	const [room, setRoom] = createSignal<string | null>(null);
	const [alert, setAlert] = createSignal<string | null>(null);
	const [ended, setEnded] = createSignal<Ended | null>(null);
	const [held, setHeld] = createSignal(0);
	return {
		phase,
		setPhase,
		transcript: shown,
		setTranscript: setShown,
		/** Nothing of what was said is shown any more. */
		forget: () => setShown({ turns: [], captions: [], messages: [], closed: [] }),
		/** The room of this call. */
		room,
		setRoom,
		/** What does not work and what to do about it. */
		alert,
		setAlert,
		/** `null`: the last call has not ended, or there was none. */
		ended,
		setEnded,
		/** Seconds for which the API takes no call. */
		held,
		setHeld,
	};
}
export type CallState = ReturnType<typeof createCallState>;
