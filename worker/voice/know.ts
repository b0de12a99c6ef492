import type { llm, voice } from '@livekit/agents';

/**
 * Adds to what an agent knows of the conversation, without an answer. Copied and put back in one step, so that nothing
 * that is said meanwhile is lost.
 */
export async function know(agent: voice.Agent, messages: llm.ChatMessage[]): Promise<void> {
	const chatCtx = agent.chatCtx.copy();
	chatCtx.insert(messages);
	await agent.updateChatCtx(chatCtx);
}
