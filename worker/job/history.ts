/**
 * Stored turns as agents' chat context, and committed chat items as turns.
 *
 * @module
 */
import { llm } from '@livekit/agents';
import type { Turn } from '../../functions/protocol/conversation.ts';
import { shorten } from './messages.ts';

/** What the model knows of the conversation before this call. */
export const chatContextOf = (turns: readonly Turn[]): llm.ChatContext =>
	new llm.ChatContext(
		turns.map((turn) =>
			llm.ChatMessage.create({
				id: turn.id,
				role: turn.role === 'agent' ? 'assistant' : 'user',
				content: turn.text,
				createdAt: turn.at,
				interrupted: turn.interrupted ?? false,
			}),
		),
	);

/** Null for everything that nobody said: tool calls, instructions, hand-offs. */
export function turnOf(item: llm.ChatItem): Turn | null {
	if (item.type !== 'message' || (item.role !== 'user' && item.role !== 'assistant')) return null;
	const text = shorten((item.textContent ?? '').trim());
	if (text === '') return null;
	return {
		id: item.id,
		role: item.role === 'user' ? 'user' : 'agent',
		text,
		at: Math.round(item.createdAt),
		...(item.interrupted ? { interrupted: true } : {}),
	};
}
