/** Numbers as words, because a voice reads "12" well and "12." or "9:05" badly. */

const SMALL = [
	'zero',
	'one',
	'two',
	'three',
	'four',
	'five',
	'six',
	'seven',
	'eight',
	'nine',
	'ten',
	'eleven',
	'twelve',
	'thirteen',
	'fourteen',
	'fifteen',
	'sixteen',
	'seventeen',
	'eighteen',
	'nineteen',
] as const;
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;

/** `42` as "forty two"; from 0 to 99, others as digits. */
export function inWords(value: number): string {
	const small = SMALL[value];
	if (small !== undefined) return small;
	const tens = TENS[Math.floor(value / 10)];
	if (tens === undefined || tens === '') return String(value);
	return value % 10 === 0 ? tens : `${tens} ${SMALL[value % 10]}`;
}

const IRREGULAR: Readonly<Record<string, string>> = {
	one: 'first',
	two: 'second',
	three: 'third',
	five: 'fifth',
	eight: 'eighth',
	nine: 'ninth',
	twelve: 'twelfth',
};

/** `21` as "twenty first"; from 1 to 99. */
export function ordinal(value: number): string {
	const words = inWords(value).split(' ');
	const last = words.pop() ?? '';
	const ending = IRREGULAR[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`);
	return [...words, ending].join(' ');
}

const BY_WORDS = new Map(Array.from({ length: 100 }, (_, value) => [inWords(value), value]));

/** Reads "12", "twelve" or "twenty-one"; `null` for what is no number from 0 to 99 in words, or no digits. */
export function readNumber(text: string): number | null {
	const tidy = text.trim().toLowerCase().replaceAll('-', ' ');
	return /^\d{1,6}$/.test(tidy) ? Number(tidy) : (BY_WORDS.get(tidy) ?? null);
}
