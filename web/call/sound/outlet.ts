/**
 * Where all sound of the call goes, and how loud it is.
 *
 * @module
 */
import type { Choice } from '../devices/choice.ts';

export interface Outlet {
	add(element: HTMLMediaElement): void;
	remove(element: HTMLMediaElement): void;
	/** What plays now and what is added later goes there. To be said again when devices have come or gone. */
	use(choice: Pick<Choice, 'speaker' | 'volume'>): void;
	/** What comes out of it now. */
	streams(): readonly MediaStream[];
}

/** Safari plays where the system does, and lets no page choose. */
export const canChooseSpeaker = (): boolean => 'setSinkId' in HTMLMediaElement.prototype;

export function makeOutlet(): Outlet {
	const elements = new Set<HTMLMediaElement>();
	let choice: Pick<Choice, 'speaker' | 'volume'> = { speaker: '', volume: 1 };

	function apply(element: HTMLMediaElement): void {
		element.volume = choice.volume;
		if (!canChooseSpeaker() || element.sinkId === choice.speaker) return;
		// A speaker that is not there: the system's goes on.
		element.setSinkId(choice.speaker).catch(() => {});
	}

	return {
		add: (element) => {
			elements.add(element);
			apply(element);
		},
		remove: (element) => void elements.delete(element),
		use: (next) => {
			choice = next;
			for (const element of elements) apply(element);
		},
		streams: () =>
			[...elements].flatMap(({ paused, srcObject }) => (!paused && srcObject instanceof MediaStream ? srcObject : [])),
	};
}
