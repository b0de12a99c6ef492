/** A stretch of an utterance: a word of the grammar, a phone, or neither. */
export interface Segment {
	/** Without the number of its pronunciation; `null` for silence and noise. */
	readonly word: string | null;
	/** Frames of 10 ms; `end` is the first one after it. */
	readonly start: number;
	readonly end: number;
}

/** What one pass of pocketsphinx made of an utterance. */
export interface Decoding {
	readonly segments: readonly Segment[];
	/** Log likelihood of the sound alone, in pocketsphinx's own unit; comparable between passes over the same sound. */
	readonly acoustic: number;
}

/** `id S 0 T total A acoustic L language`, then `start acoustic language word` for each segment, then the last frame. */
const LINE = /^\S+ S \S+ T \S+ A (-?\d+) L \S+ (.*) (\d+)$/;
const SEGMENT = /(\d+) -?\d+ -?\d+ (\S+)/g;
const SILENT = /^(?:<.*>|\[.*\]|\(NULL\)|SIL|\+.*\+)$/;

/** Reads a line that pocketsphinx wrote for `-hypseg`. `null`: it found nothing that fits. */
export function readDecoding(line: string): Decoding | null {
	const [, acoustic, body, last] = LINE.exec(line.trim()) ?? [];
	if (acoustic === undefined || body === undefined || last === undefined) return null;
	const begun = [...body.matchAll(SEGMENT)].map(([, start, word = '']) => ({
		start: Number(start),
		// `the(2)` is "the" in its second pronunciation.
		word: SILENT.test(word) ? null : word.replace(/\(\d+\)$/, ''),
	}));
	const segments = begun.map(({ word, start }, index) => ({
		word,
		start,
		end: begun[index + 1]?.start ?? Number(last) + 1,
	}));
	return { segments, acoustic: Number(acoustic) };
}

export const textOf = ({ segments }: Decoding): string => segments.flatMap(({ word }) => word ?? []).join(' ');
