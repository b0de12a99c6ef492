import { type Accessor, createSignal } from 'solid-js';
import type { Capture } from './capture.ts';
import { type MicrophoneProblem, problemOf } from './problem.ts';

export type MicrophoneState =
	| { readonly status: 'off' }
	| { readonly status: 'asking' }
	/** Captured. Muted keeps the capture: the browser allows sound after a reload only while capturing. */
	| { readonly status: 'on' | 'muted'; readonly track: MediaStreamTrack }
	| { readonly status: 'refused'; readonly why: MicrophoneProblem };

export interface Microphone {
	readonly state: Accessor<MicrophoneState>;
	/** Takes over a capture that is under way. Resolves when the person and the browser have decided. */
	take(capture: Promise<Capture>, muted: boolean): Promise<void>;
	/** Mutes or unmutes; without a capture, tries to get one. */
	toggle(): Promise<void>;
}

/** @param capture asks for the microphone */
export function createMicrophone(capture: () => Promise<Capture>): Microphone {
	const [state, setState] = createSignal<MicrophoneState>({ status: 'off' });

	function hold(track: MediaStreamTrack, muted: boolean): void {
		track.enabled = !muted;
		setState({ status: muted ? 'muted' : 'on', track });
	}

	async function take(capturing: Promise<Capture>, muted: boolean): Promise<void> {
		setState({ status: 'asking' });
		const captured = await capturing;
		if (captured.outcome === 'refused') {
			setState({ status: 'refused', why: problemOf(captured.error) });
			return;
		}
		// A track that somebody stops does not say `ended`; one that is unplugged does.
		captured.track.addEventListener('ended', () => setState({ status: 'refused', why: 'lost' }));
		hold(captured.track, muted);
	}

	return {
		state,
		take,
		toggle: async () => {
			const now = state();
			if ('track' in now) hold(now.track, now.status === 'on');
			else if (now.status !== 'asking') await take(capture(), false);
		},
	};
}
