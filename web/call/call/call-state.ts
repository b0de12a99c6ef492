import { createSignal } from 'solid-js';
import type { CallPhase } from '../state/state.ts';
import type { Transcript } from '../transcript/transcript.ts';

/**
 * What the page shows of a call. It is there before LiveKit is loaded and stays after a call, so that the transcript
 * neither waits for the one nor goes with the other.
 */
export function createCallState(transcript: Transcript) {
	const [phase, setPhase] = createSignal<CallPhase>('idle');
	const [shown, setShown] = createSignal(transcript);
	const [room, setRoom] = createSignal<string | null>(null);
	const [alert, setAlert] = createSignal<string | null>(null);
	return {
		phase,
		setPhase,
		transcript: shown,
		setTranscript: setShown,
		/** The room of this call. */
		room,
		setRoom,
		/** What does not work and what to do about it. */
		alert,
		setAlert,
	};
}
export type CallState = ReturnType<typeof createCallState>;
