/**
 * How somebody wants to talk, remembered by this browser.
 *
 * @module
 */
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
export const makeSettings = (storage: () => Storage): SettingsStore => ({
	load: () => {
		try {
			const { hold, holdKey, muteKey } = JSON.parse(storage().getItem(KEY) ?? '{}');
			return { hold: hold === true, holdKey: keyOf(holdKey), muteKey: keyOf(muteKey) };
		} catch {
			return BY_DEFAULT;
		}
	},
	save: (settings) => {
		try {
			storage().setItem(KEY, JSON.stringify(settings));
		} catch {
			// Full or forbidden.
		}
	},
});
