/**
 * Phrases: what a visitor may say, written as an expansion of a JSGF grammar. The same line is the recogniser's rule
 * and, as a pattern, the understanding of typed text.
 *
 * - `count [up] to <number>`: `[]` may be left out, `<number>` is a slot
 * - `(add | put) <item>`: one of these
 *
 * @module
 */

/** What the slots of a phrase held, by name. */
export type Slots = Readonly<Record<string, string | undefined>>;

const TOKEN = /<([a-z]+)>|([a-z']+)|[[\]()|]/g;

/** Each word and each slot brings the space before it, so that what is left out leaves no space behind. */
function patternOf(token: string, slot: string | undefined, word: string | undefined): string {
	if (slot !== undefined) return ` (?<${slot}>\\S.*?)`;
	// "whats" is typed as often as "what's".
	if (word !== undefined) return ` ${word.replaceAll("'", "'?")}`;
	if (token === '[' || token === '(') return '(?:';
	return token === ']' ? ')?' : token;
}

/**
 * Matches text that is the phrase and nothing else. Slots are free text here.
 *
 * @throws SyntaxError when brackets do not close: a mistake in the table of intents
 */
export function phrasePattern(phrase: string): (text: string) => Slots | null {
	const source = [...phrase.matchAll(TOKEN)].map(([token, slot, word]) => patternOf(token, slot, word)).join('');
	const pattern = new RegExp(`^(?:${source})$`, 'i');
	return (text) => {
		const match = pattern.exec(` ${text}`);
		if (match === null) return null;
		return Object.fromEntries(Object.entries(match.groups ?? {}).filter(([, value]) => value !== undefined));
	};
}

/** The slots that a phrase names. */
export const slotsOf = (phrase: string): string[] => [...phrase.matchAll(TOKEN)].flatMap(([, slot]) => slot ?? []);

/** The words that a phrase is made of, without its slots. */
export const wordsOf = (phrase: string): string[] => [...phrase.matchAll(TOKEN)].flatMap(([, , word]) => word ?? []);
