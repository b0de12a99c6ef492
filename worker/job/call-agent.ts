/**
 * The agent of a call: agents' own, whose words are kept as they are spoken.
 *
 * @module
 */
import { type ReadableStream, TransformStream } from 'node:stream/web';
import { type llm, voice } from '@livekit/agents';

export interface CallAgentOptions {
	readonly instructions: string;
	readonly chatCtx: llm.ChatContext;
	readonly tools: llm.ToolContextLike;
	/** The agent begins to say this, or goes on with it. */
	readonly onSpeech: (text: string) => void;
}

type Text = string | voice.TimedString;
type Settings = Parameters<voice.Agent['transcriptionNode']>[1];

export class CallAgent extends voice.Agent {
	readonly #onSpeech: (text: string) => void;

	constructor({ instructions, chatCtx, tools, onSpeech }: CallAgentOptions) {
		super({ instructions, chatCtx, tools });
		this.#onSpeech = onSpeech;
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
