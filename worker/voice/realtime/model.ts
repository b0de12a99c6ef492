/**
 * OpenAI's realtime model by the plugin, over connections of our own (`connection.ts`).
 *
 * @module
 */
import { APITimeoutError, llm } from '@livekit/agents';
import * as openai from '@livekit/agents-plugin-openai';
import type { WebSocket } from 'ws';
import type { OpenAIAccess } from '../openai/request.ts';
import type { Attempts } from '../patience.ts';
import { makeConnections } from './connection.ts';

export interface RealtimeOptions {
	readonly access: OpenAIAccess;
	readonly model: string;
	readonly voice: string;
	/** Of what the visitor says, for the transcript. */
	readonly transcription: { readonly model: string; readonly language: string };
	readonly attempts: Attempts;
}

/** So many answers in a row that never came are the end. */
const MISSED_IN_A_ROW = 2;

export class GreenroomRealtimeModel extends openai.realtime.RealtimeModel {
	readonly options: RealtimeOptions;
	#session: GreenroomRealtimeSession | null = null;

	constructor(options: RealtimeOptions) {
		const { access, model, voice, transcription, attempts } = options;
		super({ ...access, model, voice, inputAudioTranscription: transcription, connOptions: attempts });
		this.options = options;
	}

	override session(): GreenroomRealtimeSession {
		this.#session = new GreenroomRealtimeSession(this);
		return this.#session;
	}

	/** What the server knows of the conversation. */
	known(): llm.ChatContext {
		return this.#session?.chatCtx ?? new llm.ChatContext();
	}
}

export class GreenroomRealtimeSession extends openai.realtime.RealtimeSession {
	readonly #connections;
	#missed = 0;

	constructor(model: GreenroomRealtimeModel) {
		super(model);
		this.#connections = makeConnections({ ...model.options, onFailed: (error) => this.#tell(error, false) });
	}

	/** In place of the plugin's own; its constructor calls it before ours has run. */
	async open(): Promise<WebSocket> {
		await Promise.resolve();
		return this.#connections.open();
	}

	/** The plugin waits ten seconds for an answer to begin, and then says so to nobody. */
	override async generateReply(
		instructions?: string,
		options?: { signal?: AbortSignal },
	): Promise<llm.GenerationCreatedEvent> {
		try {
			const reply = await super.generateReply(instructions, options);
			this.#missed = 0;
			return reply;
		} catch (error) {
			if (error instanceof Error && error.message.includes('timed out')) {
				this.#missed += 1;
				this.#tell(new APITimeoutError({ message: 'no answer' }), this.#missed < MISSED_IN_A_ROW);
			}
			throw error;
		}
	}

	override updateChatCtx(chatCtx: llm.ChatContext): Promise<void> {
		const fitting = chatCtx.copy();
		fitting.items = fitting.items.map(withFittingId);
		return super.updateChatCtx(fitting);
	}

	/** The plugin leaves its connection open, and the process with it. */
	override async close(): Promise<void> {
		this.#connections.close();
		await super.close();
	}

	#tell(error: Error, recoverable: boolean): void {
		this.emit('error', {
			type: 'realtime_model_error',
			timestamp: Date.now(),
			label: this.realtimeModel.label(),
			error,
			recoverable,
		});
	}
}

/** Longer ids are refused, and what has them is not in the conversation. */
const ID_LIMIT = 32;

function withFittingId(item: llm.ChatItem): llm.ChatItem {
	if (item.type !== 'message' || item.id.length <= ID_LIMIT) return item;
	const { role, content, createdAt, interrupted } = item;
	return llm.ChatMessage.create({ id: item.id.slice(0, ID_LIMIT), role, content, createdAt, interrupted });
}

// Private in the plugin's types, and the only way to reach the socket that it opens.
Object.defineProperty(GreenroomRealtimeSession.prototype, 'createWsConn', {
	value(this: GreenroomRealtimeSession) {
		return this.open();
	},
});
