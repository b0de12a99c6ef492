import { expect, test } from 'vitest';
import { calendarDay, clockTime, listing, things } from './wording.ts';

test('says the time as one says it', () => {
	const said = (time: string) => {
		const [hour, minute] = time.split(':').map(Number);
		return clockTime(hour ?? 0, minute ?? 0);
	};
	expect(said('09:15')).toBe('nine fifteen in the morning');
	expect(said('09:05')).toBe('nine oh five in the morning');
	expect(said('15:00')).toBe("three o'clock in the afternoon");
	expect(said('18:30')).toBe('six thirty in the evening');
	expect(said('23:59')).toBe('eleven fifty nine at night');
	expect(said('00:20')).toBe('twelve twenty at night');
	expect(said('12:10')).toBe('twelve ten in the afternoon');
	expect([said('12:00'), said('00:00')]).toEqual(['noon', 'midnight']);
});

test('never says a time or a day in digits', () => {
	for (let minute = 0; minute < 24 * 60; minute++)
		expect(clockTime(Math.floor(minute / 60), minute % 60)).toMatch(/^[a-z' ]+$/);
	for (let month = 1; month <= 12; month++)
		for (let day = 1; day <= 31; day++) expect(calendarDay(month, day)).toMatch(/^the [a-z ]+ of [A-Z][a-z]+$/);
});

test('lists things as one lists them', () => {
	expect([[], ['milk'], ['milk', 'bread'], ['milk', 'bread', 'eggs']].map((items) => listing(items))).toEqual([
		'',
		'milk',
		'milk and bread',
		'milk, bread and eggs',
	]);
	expect([0, 1, 2].map(things)).toEqual(['no things', 'one thing', 'two things']);
});
