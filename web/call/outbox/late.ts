/**
 * What is said about a typed message that nobody has acknowledged. The words come from the page.
 *
 * @module
 */
import type { Message } from './outbox.ts';

export interface DeliveryWords {
	readonly late: string;
	/** The call is over: nobody sends it any more. */
	readonly never: string;
}

/** Milliseconds, in which an agent that is there has acknowledged. */
export const LATE_AFTER = 4_000;

/** The same list when nothing of it is late now. */
export function lateOnes(messages: readonly Message[], now: number, words: DeliveryWords): readonly Message[] {
	const isLate = ({ at, remark }: Message) => remark !== words.late && now - at >= LATE_AFTER;
	if (!messages.some(isLate)) return messages;
	return messages.map((message) => (isLate(message) ? { ...message, remark: words.late } : message));
}

/** When the next one is late; `null`: none. Milliseconds since the epoch. */
export function nextLateAt(messages: readonly Message[], words: DeliveryWords): number | null {
	const next = messages.find(({ remark }) => remark !== words.late);
	return next === undefined ? null : next.at + LATE_AFTER;
}

export const givenUp = (messages: readonly Message[], words: DeliveryWords): readonly Message[] =>
	messages.map((message) => ({ ...message, remark: words.never }));
