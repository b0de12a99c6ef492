/**
 * What somebody chose to speak and to listen with. A preference, kept for the next call in localStorage: a device that is
 * not there now stays chosen, for when it is back.
 *
 * @module
 */
import { makeKept } from '../storage/kept.ts';

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

/** @param storage throws where the browser denies it: nothing is remembered then */
export function makeChoices(storage: () => Storage): Choices {
	/** The number is the version of what is stored: a page of another version does not read it. */
	const kept = (part: keyof Choice) => makeKept(storage, `greenroom.1.${part}`);
	return {
		load: () => {
			const volume = Number(kept('volume').read() ?? 1);
			return {
				microphone: kept('microphone').read() ?? '',
				speaker: kept('speaker').read() ?? '',
				volume: volume >= 0 && volume <= 1 ? volume : 1,
			};
		},
		save: (choice) => {
			for (const part of ['microphone', 'speaker', 'volume'] as const) kept(part).keep(`${choice[part]}`);
		},
	};
}
