import { SPOKEN_CITIES } from './cities.ts';
import { HIGHEST } from './intents/play.ts';
import { INTENTS } from './intents.ts';
import { inWords } from './numbers.ts';
import { slotsOf, wordsOf } from './phrase.ts';

/**
 * What can be said in a slot. Typed text is free; a recogniser with a grammar knows only words that it was told, and
 * each one more makes it easier to mishear another.
 */
const SLOTS: Readonly<Record<string, readonly string[]>> = {
	item: [
		'apples',
		'bananas',
		'beans',
		'bread',
		'butter',
		'carrots',
		'cheese',
		'chocolate',
		'coffee',
		'eggs',
		'flour',
		'flowers',
		'juice',
		'milk',
		'onions',
		'oranges',
		'pasta',
		'potatoes',
		'rice',
		'soap',
		'sugar',
		'tea',
		'tomatoes',
		'water',
	],
	person: [
		'alice',
		'anna',
		'carlos',
		'daniel',
		'david',
		'emma',
		'james',
		'john',
		'julia',
		'laura',
		'lucas',
		'maria',
		'martin',
		'mary',
		'michael',
		'peter',
		'sarah',
		'sophia',
		'thomas',
		'tom',
	],
	city: SPOKEN_CITIES,
	number: Array.from({ length: HIGHEST }, (_, index) => inWords(index + 1)),
};

/** What a recogniser needs to listen for what the demo understands. */
export interface Grammar {
	/** In JSpeech Grammar Format. */
	readonly jsgf: string;
	/** Every word in it, in lower case: the recogniser's dictionary. */
	readonly words: readonly string[];
}

function wordsFor(slot: string): readonly string[] {
	const words = SLOTS[slot];
	if (words === undefined) throw new Error(`nothing can be said for <${slot}>: give it words here`);
	return words;
}

/** The grammar of all intents. */
export function makeGrammar(): Grammar {
	const phrases = INTENTS.flatMap((intent) => intent.phrases);
	const used = [...new Set(phrases.flatMap(slotsOf))];
	const rules = INTENTS.map(({ name, phrases: own }) => `<say_${name}> = ${own.join(' | ')};`);
	const slots = used.map((slot) => `<${slot}> = ${wordsFor(slot).join(' | ')};`);
	const command = `public <command> = ${INTENTS.map(({ name }) => `<say_${name}>`).join(' | ')};`;
	const words = new Set(
		[...phrases.flatMap(wordsOf), ...used.flatMap(wordsFor)].flatMap((phrase) => phrase.split(' ')),
	);
	return { jsgf: ['#JSGF V1.0;', 'grammar greenroom;', command, ...rules, ...slots, ''].join('\n'), words: [...words] };
}
