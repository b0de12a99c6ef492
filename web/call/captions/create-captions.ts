/**
 * Whether words are shown while they are spoken. The transcript shows them in any case once they were said.
 *
 * @module
 */
import { type Accessor, createSignal } from 'solid-js';

export interface Captions {
	readonly shown: Accessor<boolean>;
	toggle(): void;
}

const KEY = 'greenroom.captions';

/** @param storage throws where the browser denies it: nothing is remembered there */
export function createCaptions(storage: () => Storage): Captions {
	const [shown, setShown] = createSignal(remembered());

	function remembered(): boolean {
		try {
			return storage().getItem(KEY) !== 'off';
		} catch {
			return true;
		}
	}

	return {
		shown,
		toggle: () => {
			setShown(!shown());
			try {
				storage().setItem(KEY, shown() ? 'on' : 'off');
			} catch {
				// Full or forbidden.
			}
		},
	};
}
