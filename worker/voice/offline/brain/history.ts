/** As much of an item of agents' chat context as is read here. */
export type ChatEntry =
	| { readonly type: 'message'; readonly role: string; readonly textContent: string | undefined }
	| { readonly type: 'function_call_output'; readonly output: string; readonly isError: boolean }
	| { readonly type: 'function_call' | 'agent_handoff' | 'agent_config_update' };

/** What a tool answered to a call that the demo made. */
export interface ToolOutput {
	/** After JSON; text that is no JSON stays text. */
	readonly output: unknown;
	readonly isError: boolean;
}

/**
 * Where a conversation is. Read from agents' chat context alone, which also holds what was said before a refresh, a
 * crash or a closed room: the demo remembers exactly as much as the conversation does.
 */
export interface History {
	/** What the visitor said last, which is to be answered; `null`: nothing yet. */
	readonly current: string | null;
	/** What the visitor said before that, oldest first. */
	readonly past: readonly string[];
	/** What the agent said last before that. */
	readonly said: string | null;
	/** What the tools answered since. */
	readonly outputs: readonly ToolOutput[];
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** @param items oldest first */
export function readHistory(items: readonly ChatEntry[]): History {
	const utterances: string[] = [];
	let said: string | null = null;
	let saidBefore: string | null = null;
	let outputs: ToolOutput[] = [];
	for (const item of items) {
		if (item.type === 'function_call_output') outputs.push({ output: parse(item.output), isError: item.isError });
		if (item.type !== 'message') continue;
		const text = item.textContent?.trim() ?? '';
		if (text === '') continue;
		if (item.role === 'assistant') said = text;
		if (item.role !== 'user') continue;
		utterances.push(text);
		saidBefore = said;
		outputs = [];
	}
	return { current: utterances.at(-1) ?? null, past: utterances.slice(0, -1), said: saidBefore, outputs };
}
