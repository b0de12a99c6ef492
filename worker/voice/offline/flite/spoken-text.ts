/** Punctuation that people type and flite does not read, as what it reads. */
const ASCII: Readonly<Record<string, string>> = {
	'‘': "'",
	'’': "'",
	'“': '"',
	'”': '"',
	'–': ', ',
	'—': ', ',
	'…': '...',
	'×': ' times ',
	'°': ' degrees ',
	'€': ' euros ',
	'£': ' pounds ',
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	ø: 'o',
	ł: 'l',
};

/** Flite spells out what is no word; 5000 characters in a row took it 36 s. */
const LONGEST_WORD = 40;

/**
 * Text as flite can take it: one non-Latin character makes it silent for the whole text, and a NUL would end its
 * argument. Accents fall off, other scripts are left out, long words are cut. The text itself is not otherwise judged.
 */
export function spokenText(text: string): string {
	return text
		.replace(/[^\p{ASCII}]/gu, (character) => ASCII[character] ?? ASCII[character.toLowerCase()] ?? character)
		.normalize('NFKD')
		.replace(/\p{Mark}/gu, '')
		.replace(/[^ -~]+/g, ' ')
		.split(' ')
		.filter((word) => word !== '')
		.map((word) => word.slice(0, LONGEST_WORD))
		.join(' ');
}
