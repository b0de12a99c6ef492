import type { Message } from './outbox.ts';

/** A browser's `crypto`. */
interface RandomBytes {
	getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
}

/**
 * A typed message under a new id of 96 random bits. Not `randomUUID`, which pages without https do not have: typing
 * works there, speaking does not.
 */
export function newMessage(text: string, now: number, random: RandomBytes): Message {
	const bytes = [...random.getRandomValues(new Uint8Array(12))];
	return { id: `m_${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`, text, at: now };
}
