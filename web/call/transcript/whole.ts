/**
 * All turns of the conversation. A page has the last ones only.
 *
 * @module
 */
import type { ConversationView, Turn } from '../../../functions/protocol/conversation.ts';
import type { Answer } from '../api/answer.ts';

/** @param before the cursor of a page; absent: the last turns */
export type ReadTurns = (before?: string) => Promise<Answer<Pick<ConversationView, 'turns' | 'cursor'>>>;

export interface Whole {
	/** Oldest first. */
	readonly turns: readonly Turn[];
	/** Not all of them could be had. */
	readonly missing: boolean;
}

/** @param shown the turns on this page, which may be younger than the API's answer */
export async function wholeConversation(read: ReadTurns, shown: readonly Turn[]): Promise<Whole> {
	const byId = new Map<string, Turn>();
	let missing = false;
	for (let cursor: string | null | undefined; cursor !== null; ) {
		const answer = await read(cursor);
		if (answer.outcome !== 'answered') {
			missing = true;
			break;
		}
		for (const turn of answer.value.turns) byId.set(turn.id, turn);
		cursor = answer.value.cursor;
	}
	for (const turn of shown) byId.set(turn.id, turn);
	return { turns: [...byId.values()].sort((a, b) => a.at - b.at), missing };
}
