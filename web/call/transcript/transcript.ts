/**
 * What was said and typed: committed turns by id, captions of speech that no turn has committed yet, and typed messages
 * that no turn has acknowledged. Turns come from the token answer, from notices and again after a reload, in any order
 * and any number of times; one id is one turn.
 *
 * @module
 */
import { type Hears, MESSAGE_ID } from '../../../functions/protocol/call.ts';
import type { Turn } from '../../../functions/protocol/conversation.ts';
import type { Message } from '../outbox/outbox.ts';

/** Speech while it is spoken. */
export interface Caption {
	/** Its `lk.segment_id`. */
	readonly segment: string;
	readonly role: Turn['role'];
	/** Identity of who speaks: a replacement does not finish the sentence of the agent that died. */
	readonly speaker: string;
	/** Everything of the segment so far. */
	readonly text: string;
	/** When it began, in milliseconds since the epoch on this machine's clock. */
	readonly at: number;
}

export interface Transcript {
	/** By time. */
	readonly turns: readonly Turn[];
	/** In order of appearance. */
	readonly captions: readonly Caption[];
	/** Typed and not acknowledged, oldest first. */
	readonly messages: readonly Message[];
	/** Segments that a turn took the place of: what still arrives for them is late. */
	readonly closed: readonly string[];
}

/** Segments that are remembered as closed. Late chunks follow their turn within a second. */
const CLOSED_KEPT = 20;

/** The transcript after more of a segment was heard. */
export function captionHeard(transcript: Transcript, caption: Caption): Transcript {
	if (transcript.closed.includes(caption.segment)) return transcript;
	const known = transcript.captions.find((other) => other.segment === caption.segment);
	if (known !== undefined) {
		const grown = { ...known, text: caption.text };
		return { ...transcript, captions: transcript.captions.map((other) => (other === known ? grown : other)) };
	}
	const captions = transcript.captions.filter(
		(other) => other.role !== caption.role || other.speaker === caption.speaker,
	);
	return { ...transcript, captions: [...captions, caption] };
}

export const messageTyped = (transcript: Transcript, message: Message): Transcript => ({
	...transcript,
	messages: [...transcript.messages, message],
});

/** Letters and digits only: what a recogniser or a text transform does to case and punctuation is no difference. */
const spoken = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The segments whose place a turn takes. Speech of one side is sequential, so the oldest is meant whatever its text; a
 * later one only when the turn contains it, because a turn is announced after it was stored and the next sentence may
 * have begun by then.
 */
function segmentsOf(turn: Turn, captions: readonly Caption[]): readonly string[] {
	if (MESSAGE_ID.test(turn.id)) return [];
	const words = spoken(turn.text);
	return captions
		.filter((caption) => caption.role === turn.role)
		.filter((caption, index) => index === 0 || words.includes(spoken(caption.text)))
		.map((caption) => caption.segment);
}

/** Inserted by time: a turn that comes late goes to its place. */
function withTurn(turns: readonly Turn[], turn: Turn): readonly Turn[] {
	const after = turns.findLastIndex((other) => other.at <= turn.at) + 1;
	return [...turns.slice(0, after), turn, ...turns.slice(after)];
}

/** The same list when nothing is left out, so that nobody is told of a change that is none. */
function without<T>(list: readonly T[], isOut: (item: T) => boolean): readonly T[] {
	return list.some(isOut) ? list.filter((item) => !isOut(item)) : list;
}

/** The transcript after a turn was committed. */
export function turnCommitted(transcript: Transcript, turn: Turn): Transcript {
	const { turns, captions, messages, closed } = transcript;
	const known = turns.find((other) => other.id === turn.id);
	if (known !== undefined) {
		if (known.text === turn.text && known.interrupted === turn.interrupted) return transcript;
		return { ...transcript, turns: turns.map((other) => (other === known ? turn : other)) };
	}
	const segments = segmentsOf(turn, captions);
	return {
		turns: withTurn(turns, turn),
		captions: without(captions, (caption) => segments.includes(caption.segment)),
		messages: without(messages, (message) => message.id === turn.id),
		closed: [...closed, ...segments].slice(-CLOSED_KEPT),
	};
}

/** The transcript with turns that the API knows. */
export const historyMerged = (transcript: Transcript, turns: readonly Turn[]): Transcript =>
	turns.reduce(turnCommitted, transcript);

/** What the person has of the conversation: the last turn, and how much of the agent's speech after it. */
export const heardOf = ({ turns, captions }: Transcript): Hears => ({
	turn: turns.at(-1)?.id ?? null,
	shown: captions.reduce((sum, { role, text }) => (role === 'agent' ? sum + text.length : sum), 0),
});
