import { expect, test } from 'vitest';
import { SPOKEN_CITIES, zoneOf } from './cities.ts';

test('knows a city by the zone that is named after it, and some that share one', () => {
	expect(zoneOf('Tokyo')).toBe('Asia/Tokyo');
	expect(zoneOf('new york')).toBe('America/New_York');
	expect(zoneOf('Lisbon')).toBe('Europe/Lisbon');
	expect(zoneOf('San Francisco')).toBe('America/Los_Angeles');
	expect(zoneOf('springfield')).toBeNull();
});

test('knows a real time zone for every city that can be spoken', () => {
	for (const city of SPOKEN_CITIES) {
		const timeZone = zoneOf(city);
		expect(timeZone, city).not.toBeNull();
		expect(() => new Intl.DateTimeFormat('en', { timeZone: timeZone ?? 'none' }), city).not.toThrow();
	}
});
