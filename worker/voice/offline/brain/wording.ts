/** Sentences that a voice speaks well: words for numbers, times and dates. */
import { inWords, ordinal } from './numbers.ts';

/** "milk", "milk and bread", "milk, bread and eggs". */
export function listing(items: readonly string[], word = 'and'): string {
	const last = items.at(-1);
	if (last === undefined) return '';
	return items.length === 1 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "new york" as "New York". */
export const capitals = (text: string): string => text.split(' ').map(capital).join(' ');

/** "one thing", "three things", "no things". */
export const things = (count: number): string =>
	`${count === 0 ? 'no' : inWords(count)} thing${count === 1 ? '' : 's'}`;

function partOfDay(hour: number): string {
	if (hour < 5) return 'at night';
	if (hour < 12) return 'in the morning';
	if (hour < 18) return 'in the afternoon';
	return hour < 22 ? 'in the evening' : 'at night';
}

/**
 * "nine fifteen in the morning", "nine oh five at night", "noon".
 *
 * @param hour 0 to 23
 * @param minute 0 to 59
 */
export function clockTime(hour: number, minute: number): string {
	if (minute === 0 && hour === 0) return 'midnight';
	if (minute === 0 && hour === 12) return 'noon';
	const twelve = inWords(hour % 12 === 0 ? 12 : hour % 12);
	const past = minute === 0 ? "o'clock" : minute < 10 ? `oh ${inWords(minute)}` : inWords(minute);
	return `${twelve} ${past} ${partOfDay(hour)}`;
}

const MONTHS = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December',
] as const;

/** "the fourteenth of October". `month` from 1 to 12. */
export const calendarDay = (month: number, day: number): string =>
	`the ${ordinal(day)} of ${MONTHS[month - 1] ?? month}`;
