/**
 * How an agent is made to speak: given words, or an answer.
 *
 * @module
 */
import { llm, type voice } from '@livekit/agents';
import type { Realtime, Voice } from './voice.ts';

/** A typed message. */
interface Message {
	readonly id: string;
	readonly text: string;
}

export interface Speaker {
	/** Says these words. */
	say(text: string): void;
	/** Answers a message, or with null what was said last. */
	answer(message: Message | null): void;
}

const asChatMessage = ({ id, text }: Message): llm.ChatMessage =>
	llm.ChatMessage.create({ id, role: 'user', content: text });

export const makeSpeaker = (session: voice.AgentSession, spoken: Voice): Speaker =>
	spoken.kind === 'realtime' ? realtimeSpeaker(session, spoken) : pipelineSpeaker(session);

const pipelineSpeaker = (session: voice.AgentSession): Speaker => ({
	say: (text) => void session.say(text),
	answer: (message) => void session.generateReply(message === null ? {} : { userInput: asChatMessage(message) }),
});

/** A model that speaks by itself has no other voice to read a text with: it is asked to. */
export const toSay = (text: string): string =>
	`Say exactly the following, word for word, in its language, and nothing before or after it:\n${text}`;

function realtimeSpeaker(session: voice.AgentSession, model: Realtime): Speaker {
	/** In order: a message has to be in the model's conversation before the next one is answered. */
	let last: Promise<unknown> = Promise.resolve();
	const next = (work: () => Promise<void> | void) => {
		// Fails when the session has closed meanwhile: then nobody waits for an answer.
		last = last.then(work).catch(() => {});
	};
	/** `generateReply({ userInput })` would give it another id (agents 1.9), and so make a second turn of it. */
	async function tell(message: Message): Promise<void> {
		const known = model.known().copy();
		known.items.push(asChatMessage(message));
		await session.currentAgent.updateChatCtx(known);
	}
	return {
		say: (text) => next(() => void session.generateReply({ instructions: toSay(text) })),
		answer(message) {
			next(async () => {
				if (message !== null) await tell(message);
				session.generateReply();
			});
		},
	};
}
