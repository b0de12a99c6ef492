import { expect, test } from 'vitest';
import { makeGrammar } from './grammar.ts';
import { INTENTS } from './intents.ts';
import { understand } from './understand.ts';

const { jsgf, words } = makeGrammar();
const rules = new Map(
	[...jsgf.matchAll(/^(?:public )?<(\w+)> = (.*);$/gm)].map(([, name = '', body = '']) => [name, body]),
);

/** Everything that an expansion of the grammar can become: written apart from phrase.ts, which it checks. */
function sentences(expansion: string): string[] {
	const tokens = expansion.match(/<\w+>|[[\]()|]|[^\s[\]()|<>]+/g) ?? [];
	let at = 0;
	const join = (left: string[], right: string[]) => left.flatMap((a) => right.map((b) => `${a} ${b}`.trim()));
	function choice(): string[] {
		const all = [...sequence()];
		while (tokens[at] === '|') {
			at++;
			all.push(...sequence());
		}
		return all;
	}
	function sequence(): string[] {
		let all = [''];
		for (let token = tokens[at]; token !== undefined && !'|])'.includes(token); token = tokens[at]) {
			at++;
			if (token === '[' || token === '(') {
				const inner = choice();
				at++;
				all = join(all, token === '[' ? ['', ...inner] : inner);
			} else all = join(all, token.startsWith('<') ? sentences(rules.get(token.slice(1, -1)) ?? 'MISSING') : [token]);
		}
		return all;
	}
	return choice();
}

test('everything that can be heard is understood as what it was meant for', () => {
	let heard = 0;
	for (const { name } of INTENTS)
		for (const sentence of sentences(`<say_${name}>`)) {
			heard++;
			expect(understand(sentence)?.intent.name, sentence).toBe(name);
		}
	expect(heard).toBeGreaterThan(300);
});

test('names every word that it uses, in lower case, and no other', () => {
	const used = new Set(sentences('<command>').flatMap((sentence) => sentence.split(' ')));
	expect(new Set(words)).toEqual(used);
	expect(words.every((word) => /^[a-z']+$/.test(word))).toBe(true);
	expect(words).toHaveLength(used.size);
});

test('every intent can be said', () => {
	for (const { name } of INTENTS) expect(rules.get('command')).toContain(`<say_${name}>`);
});
