import type { Intent } from './intent.ts';
import { INTENTS } from './intents.ts';
import { phrasePattern, type Slots } from './phrase.ts';

export interface Understood {
	readonly intent: Intent;
	readonly slots: Slots;
}

const patterns = INTENTS.flatMap((intent) =>
	[...intent.phrases, ...(intent.typed ?? [])].map((phrase) => ({ intent, match: phrasePattern(phrase) })),
);

/** Punctuation is typed, not meant; what is left keeps its case, for names. */
const tidy = (text: string): string =>
	text
		.normalize('NFKC')
		.replace(/[‘’]/g, "'")
		.replace(/["“”]|[.,!?;:…]+(?=\s|$)/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();

/** What people put around a wish; "hello" alone is a greeting, before a wish it is not. */
const BEFORE =
	/^(?:(?:hello|hi|hey|ok|okay|so|well|and|now|um|uh|please|greenroom)\s+|(?:can|could|would|will) you\s+|i (?:want|would like) you to\s+)+/i;
const AFTER = /\s+(?:please|thanks|thank you|for me|then|now)$/i;

function match(text: string): Understood | null {
	for (const { intent, match } of patterns) {
		const slots = match(text);
		if (slots !== null) return { intent, slots };
	}
	return null;
}

/** What a text means, typed or recognised; `null` for what the demo does not know. */
export function understand(text: string): Understood | null {
	const whole = tidy(text);
	// The wish alone first: a slot would take the "please" for a part of its own.
	return match(whole.replace(AFTER, '').replace(BEFORE, '')) ?? match(whole);
}
