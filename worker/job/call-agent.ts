/**
 * The agent of a call: agents' own, with speech that waits until it is heard and that is kept to be said again.
 *
 * @module
 */

import { type ReadableStream, TransformStream } from 'node:stream/web';
import { type llm, voice } from '@livekit/agents';
import type { AudioFrame } from '@livekit/rtc-node';

export interface CallAgentOptions {
	readonly instructions: string;
	readonly chatCtx: llm.ChatContext;
	readonly tools: llm.ToolContextLike;
	/** Resolves when the person hears the agent. */
	readonly heard: () => Promise<void>;
	/** The agent says this. */
	readonly onSpeech: (text: string) => void;
}

type Text = string | voice.TimedString;
type Settings = Parameters<voice.Agent['transcriptionNode']>[1];

export class CallAgent extends voice.Agent {
	readonly #heard: () => Promise<void>;
	readonly #onSpeech: (text: string) => void;

	constructor({ instructions, chatCtx, tools, heard, onSpeech }: CallAgentOptions) {
		super({ instructions, chatCtx, tools });
		this.#heard = heard;
		this.#onSpeech = onSpeech;
	}

	/** Holds the first frame, not the synthesis: the sound is ready when the person is. */
	override async ttsNode(text: ReadableStream<string>, settings: Settings): Promise<ReadableStream<AudioFrame> | null> {
		const audio = await super.ttsNode(text, settings);
		if (audio === null) return null;
		const heard = this.#heard;
		return audio.pipeThrough(
			new TransformStream<AudioFrame, AudioFrame>({ start: () => heard() }, { highWaterMark: HELD_FRAMES }),
		);
	}

	override async transcriptionNode(
		text: ReadableStream<Text>,
		settings: Settings,
	): Promise<ReadableStream<Text> | null> {
		const stream = await super.transcriptionNode(text, settings);
		if (stream === null) return null;
		return stream.pipeThrough(
			new TransformStream<Text, Text>({
				transform: (chunk, controller) => {
					this.#onSpeech(voice.isTimedString(chunk) ? chunk.text : chunk);
					controller.enqueue(chunk);
				},
			}),
		);
	}
}

/** Frames of 20-100 ms; the held sentence is short. */
const HELD_FRAMES = 256;
