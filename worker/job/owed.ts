/**
 * Whether a question still waits for its answer: who takes over a conversation, and who was cut off, owes it.
 *
 * @module
 */
import type { Turn } from '../../functions/protocol/conversation.ts';

export type IsAnswer = (turn: Pick<Turn, 'text'>) => boolean;

/** @param remarks what the agent says by itself, in full; of one that was cut off, a turn has the beginning */
export const makeIsAnswer =
	(remarks: readonly string[]): IsAnswer =>
	({ text }) =>
		!remarks.some((remark) => remark.startsWith(text.trim()));

/** The same after one more turn. */
export const owesAfter = (owes: boolean, turn: Turn, isAnswer: IsAnswer): boolean =>
	turn.role === 'user' || (owes && !isAnswer(turn));

/** @param history oldest first */
export const owesAnswer = (history: readonly Turn[], isAnswer: IsAnswer): boolean =>
	history.reduce((owes, turn) => owesAfter(owes, turn, isAnswer), false);
