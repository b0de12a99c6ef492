/**
 * What somebody in a call may not know about their microphone: that they are muted while they speak, and that nothing
 * comes from it. Folds over samples of its level; a sample that could not be taken changes nothing.
 *
 * @module
 */

export interface Sample {
	readonly at: number;
	/** Root mean square, 0 to 1; `null`: unknown. */
	readonly level: number | null;
	readonly muted: boolean;
	/** The agent listens: whoever wants to say something would say it now. */
	readonly expected: boolean;
}

export type Hint = 'muted' | 'nothing';

export interface Hearing {
	readonly hint: Hint | null;
	readonly at: number;
	/** Milliseconds of speech into a muted microphone; what is quiet takes from it. */
	readonly spoken: number;
	/** The hint that somebody is muted is not given again before this time. */
	readonly quietUntil: number;
	/** Milliseconds in which nothing came although somebody was expected to speak. */
	readonly nothing: number;
	/** Something was heard from this microphone. */
	readonly works: boolean;
}

/** Louder is speech, and not a room. */
const SPEECH = 0.015;
/** A microphone in a quiet room is louder: about -80 dB. */
const NEARLY_SILENT = 1e-4;
/** A microphone with its own switch off, or one that the system gives no page, is exactly silent. */
const SILENT = 1e-7;

/** Milliseconds. */
const SPOKEN = 600;
const NOTHING = 8_000;
/** How long "you are muted" stays after the last word, and how often it is said at most. */
const STAYS = 6_000;
const AGAIN = 60_000;
/** A tab in the background is asked once a second; a laptop that slept counts no more than that. */
const LONGEST_STEP = 1_000;

/** For a microphone of which nothing is known yet. */
export const heardNothing = (at: number): Hearing => ({
	hint: null,
	at,
	spoken: 0,
	quietUntil: 0,
	nothing: 0,
	works: false,
});

export function hearingAfter(before: Hearing, { at, level, muted, expected }: Sample): Hearing {
	if (level === null) return { ...before, at };
	const step = Math.min(at - before.at, LONGEST_STEP);
	const after = { ...before, at, works: before.works || level > NEARLY_SILENT };
	return muted
		? whileMuted(after, level > SPEECH && expected ? step : -step / 2)
		: whileOn(after, level, expected ? step : 0);
}

function whileMuted(hearing: Hearing, heard: number): Hearing {
	const { hint, at, quietUntil } = hearing;
	const spoken = Math.max(0, Math.min(SPOKEN, hearing.spoken + heard));
	const rest = { ...hearing, nothing: 0, spoken };
	if (hint === 'muted')
		return heard > 0
			? { ...rest, quietUntil: at + AGAIN }
			: at > quietUntil - AGAIN + STAYS
				? { ...rest, hint: null }
				: rest;
	return spoken === SPOKEN && at >= quietUntil
		? { ...rest, hint: 'muted', quietUntil: at + AGAIN }
		: { ...rest, hint: null };
}

function whileOn(hearing: Hearing, level: number, waited: number): Hearing {
	const silent = level < (hearing.works ? SILENT : NEARLY_SILENT);
	const nothing = silent ? hearing.nothing + waited : 0;
	return { ...hearing, spoken: 0, nothing, hint: nothing >= NOTHING ? 'nothing' : null };
}
