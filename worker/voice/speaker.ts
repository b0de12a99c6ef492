/**
 * How an agent is made to speak: given words, or an answer.
 *
 * @module
 */
import { llm, type voice } from '@livekit/agents';
import { know } from './know.ts';
import type { Realtime, Voice } from './voice.ts';

/** A typed message. */
interface Message {
	readonly id: string;
	readonly text: string;
}

export interface Speaker {
	/** Says these words. */
	say(text: string): void;
	/**
	 * Answers a message, or with null what was said last.
	 *
	 * @param before messages that get no answer of their own any more, and that this one is answered with
	 * @returns when it is over, whether a word of the answer was said; it never fails
	 */
	answer(message: Message | null, before?: readonly Message[]): Promise<boolean>;
}

async function wasSaid(handle: voice.SpeechHandle): Promise<boolean> {
	await handle.waitForPlayout();
	return handle.chatItems.some((item) => item.type === 'message' && item.role === 'assistant');
}

const asChatMessage = ({ id, text }: Message): llm.ChatMessage =>
	llm.ChatMessage.create({ id, role: 'user', content: text });

export const makeSpeaker = (session: voice.AgentSession, spoken: Voice): Speaker =>
	spoken.kind === 'realtime' ? realtimeSpeaker(session, spoken) : pipelineSpeaker(session);

function pipelineSpeaker(session: voice.AgentSession): Speaker {
	const isKnown = ({ id }: Message) => session.currentAgent.chatCtx.getById(id) !== undefined;

	async function reply(message: Message | null, before: readonly Message[]): Promise<boolean> {
		// agents keeps what it was to answer only once it has begun to (1.9).
		const unknown = before.filter((earlier) => !isKnown(earlier));
		if (unknown.length > 0) await know(session.currentAgent, unknown.map(asChatMessage));
		const isNew = message !== null && !isKnown(message);
		return wasSaid(session.generateReply(isNew ? { userInput: asChatMessage(message) } : {}));
	}

	return {
		say: (text) => void session.say(text),
		// Fails when the session has closed meanwhile: then nobody waits for an answer.
		answer: (message, before = []) => reply(message, before).catch(() => false),
	};
}

/** A model that speaks by itself has no other voice to read a text with: it is asked to. */
export const toSay = (text: string): string =>
	`Say exactly the following, word for word, in its language, and nothing before or after it:\n${text}`;

function realtimeSpeaker(session: voice.AgentSession, model: Realtime): Speaker {
	/** In order: a message has to be in the model's conversation before the next one is answered. */
	let last: Promise<unknown> = Promise.resolve();
	/** What fails, fails because the session has closed meanwhile: then nobody waits for an answer. */
	function next<T>(work: () => Promise<T>): Promise<T | undefined> {
		const done = last.then(work).catch(() => undefined);
		last = done;
		return done;
	}
	/** `generateReply({ userInput })` would give it another id (agents 1.9), and so make a second turn of it. */
	async function tell(message: Message): Promise<void> {
		const known = model.known().copy();
		if (known.getById(message.id) !== undefined) return;
		known.items.push(asChatMessage(message));
		await session.currentAgent.updateChatCtx(known);
	}
	return {
		say: (text) => void next(async () => void session.generateReply({ instructions: toSay(text) })),
		// What came before has been told already.
		async answer(message) {
			const replying = await next(async () => {
				if (message !== null) await tell(message);
				return { said: wasSaid(session.generateReply()) };
			});
			return (await replying?.said.catch(() => false)) ?? false;
		},
	};
}
