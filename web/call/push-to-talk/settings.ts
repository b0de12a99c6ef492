/**
 * How somebody wants to talk, remembered by this browser.
 *
 * @module
 */
import { makeKept } from '../storage/kept.ts';
import { canBeChosen } from './keys.ts';

export interface TalkSettings {
	/** The microphone is open only while something is held. */
	readonly hold: boolean;
	/** The key to hold: a `KeyboardEvent.code`. */
	readonly holdKey: string | null;
	/** The key that mutes and unmutes. */
	readonly muteKey: string | null;
}

export const BY_DEFAULT: TalkSettings = { hold: false, holdKey: null, muteKey: null };

const KEY = 'greenroom.push-to-talk';

const keyOf = (value: unknown): string | null => (typeof value === 'string' && canBeChosen(value) ? value : null);

export interface SettingsStore {
	load(): TalkSettings;
	save(settings: TalkSettings): void;
}

/** @param storage throws where the browser denies it: nothing is remembered there */
export function makeSettings(storage: () => Storage): SettingsStore {
	const kept = makeKept(storage, KEY);
	return {
		load: () => {
			try {
				const { hold, holdKey, muteKey } = JSON.parse(kept.read() ?? '{}');
				return { hold: hold === true, holdKey: keyOf(holdKey), muteKey: keyOf(muteKey) };
			} catch {
				return BY_DEFAULT;
			}
		},
		save: (settings) => kept.keep(JSON.stringify(settings)),
	};
}
