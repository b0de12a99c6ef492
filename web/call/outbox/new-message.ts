import type { Message } from './outbox.ts';

/** A browser's `crypto`. */
export interface RandomBytes {
	getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
}

/** 96 random bits. Not `randomUUID`, which pages without https do not have: typing works there, speaking does not. */
export function newId(random: RandomBytes): string {
	const bytes = [...random.getRandomValues(new Uint8Array(12))];
	return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A typed message under a new id. */
export const newMessage = (text: string, now: number, random: RandomBytes): Message => ({
	id: `m_${newId(random)}`,
	text,
	at: now,
});
