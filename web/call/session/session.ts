/**
 * What this tab keeps over a reload, in its sessionStorage: that it is in a call, and what was on the screen. The token
 * is not among it; a reload asks for a new one.
 *
 * @module
 */
import type { Transcript } from '../transcript/transcript.ts';

export interface Saved extends Pick<Transcript, 'turns' | 'captions' | 'messages'> {
	/** The call of this tab; `null` when it is in none. */
	readonly call: {
		/** Empty: not known yet. */
		readonly room: string;
		readonly muted: boolean;
		/** Nobody was asked for the microphone. Pages of an earlier release kept neither this nor a trace. */
		readonly typed?: boolean;
		readonly trace?: string;
	} | null;
}

export interface Session {
	load(): Saved;
	/** Parts are written apart, because captions change ten times a second and turns do not. */
	save<Part extends keyof Saved>(part: Part, value: Saved[Part]): void;
	clear(): void;
}

const NOTHING: Saved = { call: null, turns: [], captions: [], messages: [] };

/** The number is the version of what is stored: a page of another version does not read it. */
const key = (part: string): string => `greenroom.1.${part}`;

/** @param storage gives the tab's storage; throws where the browser denies it: such a call does not survive a reload */
export function makeSession(storage: () => Storage): Session {
	function read<Part extends keyof Saved>(part: Part): Saved[Part] {
		try {
			// Written by this very version of the page, in this tab: the key says so. A second look costs little.
			const value = JSON.parse(storage().getItem(key(part)) ?? 'null') as Saved[Part] | null;
			const isWhole = part === 'call' ? value !== null && 'room' in value : Array.isArray(value);
			return isWhole && value !== null ? value : NOTHING[part];
		} catch {
			return NOTHING[part];
		}
	}
	return {
		load: () => ({
			call: read('call'),
			turns: read('turns'),
			captions: read('captions'),
			messages: read('messages'),
		}),
		save: (part, value) => {
			try {
				storage().setItem(key(part), JSON.stringify(value));
			} catch {
				// Full or forbidden.
			}
		},
		clear: () => {
			try {
				for (const part of Object.keys(NOTHING)) storage().removeItem(key(part));
			} catch {
				// Forbidden.
			}
		},
	};
}
