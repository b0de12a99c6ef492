import { type APIConnectOptions, DEFAULT_API_CONNECT_OPTIONS, llm } from '@livekit/agents';
import { isFileMessage } from '../../../job/files/message.ts';
import { readHistory } from './history.ts';
import { type Reply, replyTo } from './reply.ts';

export interface OfflineBrainOptions {
	/** From 0 up to, not including, 1. */
	random(): number;
	/** A new id of a tool call. */
	newId(): string;
}

type ChatOptions = Parameters<llm.LLM['chat']>[0];

/**
 * The offline demo as agents' language model: rules instead of a model. It holds nothing between calls; each answer
 * comes from the chat context alone.
 */
export class OfflineBrain extends llm.LLM {
	readonly #options: OfflineBrainOptions;

	constructor(options: OfflineBrainOptions) {
		super();
		this.#options = options;
	}

	override label(): string {
		return 'offline.Brain';
	}

	override get model(): string {
		return 'rules';
	}

	override get provider(): string {
		return 'offline';
	}

	override chat({ chatCtx, toolCtx, connOptions = DEFAULT_API_CONNECT_OPTIONS }: ChatOptions): llm.LLMStream {
		return new BrainStream(this, this.#options, { chatCtx, connOptions, ...(toolCtx && { toolCtx }) });
	}
}

interface StreamOptions {
	readonly chatCtx: llm.ChatContext;
	readonly toolCtx?: llm.ToolContextLike;
	readonly connOptions: APIConnectOptions;
}

class BrainStream extends llm.LLMStream {
	readonly #options: OfflineBrainOptions;

	constructor(brain: OfflineBrain, options: OfflineBrainOptions, stream: StreamOptions) {
		super(brain, stream);
		this.#options = options;
	}

	protected override run(): Promise<void> {
		const { random, newId } = this.#options;
		const hasTool = (name: string) => this.toolCtx?.hasTool(name) ?? false;
		const reply = replyTo(readHistory(this.chatCtx.items.filter((item) => !isFileMessage(item))), { random, hasTool });
		this.queue.put({ id: newId(), delta: this.#delta(reply) });
		return Promise.resolve();
	}

	#delta(reply: Reply): llm.ChoiceDelta {
		if (reply.type === 'say') return { role: 'assistant', content: reply.text };
		const { tool: name, args } = reply;
		const call = llm.FunctionCall.create({ callId: this.#options.newId(), name, args: JSON.stringify(args) });
		return { role: 'assistant', toolCalls: [call] };
	}
}
