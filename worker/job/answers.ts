/**
 * How long whoever asks waits for an answer, and what they wait for: agents measures it, and says so with each item of
 * the conversation.
 *
 * @module
 */
import type { llm } from '@livekit/agents';

/** In milliseconds; what was not measured is null. */
export interface Answered {
	/** From the end of what was said, or from the message that was typed, to the first sound. */
	readonly ms: number;
	readonly asked: 'speech' | 'text';
	/** From the end of what was said to its text. */
	readonly transcriptionMs: number | null;
	/** From the end of what was said until it was taken for over. */
	readonly turnEndMs: number | null;
	/** To the model's first word. */
	readonly llmMs: number | null;
	/** To the voice's first sound. */
	readonly ttsMs: number | null;
}

/** @returns what each item that is added tells: null for all but answers that were heard */
export function makeAnswers(): (item: llm.ChatItem) => Answered | null {
	let question: llm.ChatMessage | null = null;
	return (item) => {
		if (item.type !== 'message') return null;
		const asked = question;
		question = item.role === 'user' ? item : null;
		return item.role === 'assistant' && asked !== null ? answeredOf(asked, item) : null;
	};
}

function answeredOf(asked: llm.ChatMessage, { metrics }: llm.ChatMessage): Answered | null {
	const { e2eLatency, startedSpeakingAt, llmNodeTtft, ttsNodeTtfb } = metrics;
	if (startedSpeakingAt === undefined) return null;
	const { transcriptionDelay, endOfTurnDelay } = asked.metrics;
	const isSpoken = e2eLatency !== undefined;
	return {
		ms: Math.round(isSpoken ? e2eLatency * 1000 : startedSpeakingAt * 1000 - asked.createdAt),
		asked: isSpoken ? 'speech' : 'text',
		transcriptionMs: inMs(transcriptionDelay),
		turnEndMs: inMs(endOfTurnDelay),
		llmMs: inMs(llmNodeTtft),
		ttsMs: inMs(ttsNodeTtfb),
	};
}

const inMs = (seconds: number | undefined): number | null =>
	seconds === undefined ? null : Math.round(seconds * 1000);
