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
	/**
	 * Captures anew, muted or not as before: another one is wanted, or another one has to do. The old capture goes on
	 * until the new one is there, and when there is none.
	 */
	renew(): Promise<void>;
}

/** @param capture asks for the microphone that is chosen now */
export function createMicrophone(capture: () => Promise<Capture>): Microphone {
	const [state, setState] = createSignal<MicrophoneState>({ status: 'off' });
	let muted = false;
	let renewals = 0;

	function hold(track: MediaStreamTrack): void {
		track.enabled = !muted;
		setState({ status: muted ? 'muted' : 'on', track });
	}

	function accept(track: MediaStreamTrack): void {
		// A track that somebody stops does not say `ended`; one that is unplugged does.
		track.addEventListener('ended', () => void renew());
		hold(track);
	}

	async function take(capturing: Promise<Capture>, mutedBefore: boolean): Promise<void> {
		setState({ status: 'asking' });
		muted = mutedBefore;
		const captured = await capturing;
		if (captured.outcome === 'refused') setState({ status: 'refused', why: problemOf(captured.error) });
		else accept(captured.track);
	}

	async function renew(): Promise<void> {
		if (state().status === 'asking') return;
		renewals += 1;
		const mine = renewals;
		const captured = await capture();
		const before = state();
		const old = 'track' in before ? before.track : null;
		if (captured.outcome === 'captured') {
			// Somebody has chosen again meanwhile, or has pressed the button.
			if (mine !== renewals || before.status === 'asking') return captured.track.stop();
			accept(captured.track);
			old?.stop();
		} else if (old?.readyState === 'ended') {
			const why = problemOf(captured.error);
			setState({ status: 'refused', why: why === 'missing' ? 'lost' : why });
		}
	}

	return {
		state,
		take,
		renew,
		toggle: async () => {
			const now = state();
			if ('track' in now) {
				muted = now.status === 'on';
				hold(now.track);
			} else if (now.status !== 'asking') await take(capture(), false);
		},
	};
}
