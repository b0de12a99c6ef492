/**
 * What is heard of one answer, frame after frame: when it begins, how long it takes, and the longest pause in it. Time is
 * that of the sound itself: whoever listens late does not make it longer.
 *
 * @module
 */

export interface Heard {
	/** When the first voiced frame came, by the listener's clock; null: nobody has been heard. */
	readonly firstAt: number | null;
	/** From the first voiced frame to the end of the last one. */
	readonly lengthMs: number;
	readonly longestPauseMs: number;
	/** Since the last voiced frame, or since the beginning. */
	readonly silentMs: number;
}

export const NOTHING_HEARD: Heard = { firstAt: null, lengthMs: 0, longestPauseMs: 0, silentMs: 0 };

/** A hundredth of full scale, as in the worker. */
const AUDIBLE = 328;

export const isVoiced = (samples: Int16Array): boolean => samples.some((sample) => Math.abs(sample) >= AUDIBLE);

export function hear(heard: Heard, voiced: boolean, frameMs: number, at: number): Heard {
	if (!voiced) return { ...heard, silentMs: heard.silentMs + frameMs };
	if (heard.firstAt === null) return { firstAt: at, lengthMs: frameMs, longestPauseMs: 0, silentMs: 0 };
	return {
		firstAt: heard.firstAt,
		lengthMs: heard.lengthMs + heard.silentMs + frameMs,
		longestPauseMs: Math.max(heard.longestPauseMs, heard.silentMs),
		silentMs: 0,
	};
}
