/**
 * Whether words are shown while they are spoken. The transcript shows them in any case once they were said.
 *
 * @module
 */
import { type Accessor, createSignal } from 'solid-js';
import { makeKept } from '../storage/kept.ts';

export interface Captions {
	readonly shown: Accessor<boolean>;
	toggle(): void;
}

const KEY = 'greenroom.captions';

/** @param storage throws where the browser denies it: nothing is remembered there */
export function createCaptions(storage: () => Storage): Captions {
	const kept = makeKept(storage, KEY);
	const [shown, setShown] = createSignal(kept.read() !== 'off');
	return {
		shown,
		toggle: () => {
			setShown(!shown());
			kept.keep(shown() ? 'on' : 'off');
		},
	};
}
