/**
 * What somebody chose to speak and to listen with. A preference, kept for the next call in localStorage: a device that is
 * not there now stays chosen, for when it is back.
 *
 * @module
 */

export interface Choice {
	/** `deviceId`; empty: whatever the system uses. */
	readonly microphone: string;
	readonly speaker: string;
	/** 0 to 1. */
	readonly volume: number;
}

export interface Choices {
	load(): Choice;
	save(choice: Choice): void;
}

/** The number is the version of what is stored: a page of another version does not read it. */
const key = (part: keyof Choice): string => `greenroom.1.${part}`;

/** @param storage throws where the browser denies it: nothing is remembered then */
export function makeChoices(storage: () => Storage): Choices {
	function read(part: keyof Choice): string | null {
		try {
			return storage().getItem(key(part));
		} catch {
			return null;
		}
	}
	return {
		load: () => {
			const volume = Number(read('volume') ?? 1);
			return {
				microphone: read('microphone') ?? '',
				speaker: read('speaker') ?? '',
				volume: volume >= 0 && volume <= 1 ? volume : 1,
			};
		},
		save: (choice) => {
			try {
				for (const part of ['microphone', 'speaker', 'volume'] as const)
					storage().setItem(key(part), `${choice[part]}`);
			} catch {
				// Full or forbidden.
			}
		},
	};
}
