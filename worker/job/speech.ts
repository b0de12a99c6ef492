/**
 * What the agent has said, against what the person has heard of it: what a refresh cut off is said again.
 *
 * @module
 */
import type { Hears } from '../../functions/protocol/call.ts';
import type { Turn } from '../../functions/protocol/conversation.ts';

/** What was said in one turn of either side; empty for the visitor's. */
interface Said {
	readonly id: string;
	/** In full, also when the turn was cut. */
	readonly spoken: string;
	/** Characters of it that were played. */
	readonly played: number;
}

/** Immutable; oldest first. */
export interface SpeechLog {
	readonly turns: readonly Said[];
	/** Of the agent's speech, what no committed turn covers yet. */
	readonly open: string;
}

/** Nobody misses a last syllable; a rest as short as this is not said again. */
const NEGLIGIBLE = 8;
/** A sentence that began longer ago than this is taken up in its middle. */
const LONGEST_STEP_BACK = 160;
/** Enough to find the page's last turn in. */
const KEPT_TURNS = 50;

/** @param history turns of earlier agents: known, and nothing of them is said again */
export const beginSpeech = (history: readonly Turn[]): SpeechLog => ({
	turns: history.slice(-KEPT_TURNS).map(({ id }) => ({ id, spoken: '', played: 0 })),
	open: '',
});

/** The agent begins to say `text`, or goes on with it. */
export const spoke = (log: SpeechLog, text: string): SpeechLog => ({ ...log, open: log.open + text });

export function committed(log: SpeechLog, turn: Turn): SpeechLog {
	const spoken = turn.role === 'agent' ? log.open : '';
	const played = turn.interrupted ? Math.min(turn.text.length, spoken.length) : spoken.length;
	return {
		turns: [...log.turns, { id: turn.id, spoken, played }].slice(-KEPT_TURNS),
		open: turn.role === 'agent' ? '' : log.open,
	};
}

/** What was begun and not committed is over: it is said again from its beginning, or never. */
export const abandoned = (log: SpeechLog): SpeechLog => ({ ...log, open: '' });

/**
 * What was spoken and not heard: from the beginning of the sentence in which it was cut. Empty when nothing worth
 * repeating is left.
 *
 * @param hears what the page has shown; null: it did not say, and what was played counts as heard
 */
export function unheard(log: SpeechLog, hears: Hears | null): string {
	if (hears === null) {
		const last = log.turns.at(-1);
		return log.open.trim() !== '' ? log.open.trim() : rest(last?.spoken ?? '', last?.played ?? 0);
	}
	const known = log.turns.findLastIndex((turn) => turn.id === hears.turn);
	// A page that shows nothing that this agent knows of has its own idea of the conversation: better silent than twice.
	if (known === -1 && hears.turn !== null) return rest(log.open, hears.shown);
	const after = log.turns.slice(known + 1).map((turn) => turn.spoken);
	return rest([...after, log.open].filter((text) => text !== '').join(' '), hears.shown);
}

function rest(said: string, heard: number): string {
	return said.length - heard <= NEGLIGIBLE ? '' : said.slice(sentenceStart(said, heard)).trim();
}

function sentenceStart(text: string, at: number): number {
	const before = text.slice(0, at);
	const sentence = [...before.matchAll(/[.!?]\s+/g)].at(-1);
	const start = sentence === undefined ? 0 : sentence.index + sentence[0].length;
	return at - start <= LONGEST_STEP_BACK ? start : before.lastIndexOf(' ') + 1;
}
