import { expect, test } from 'vitest';
import { currentTime } from './current-time.ts';
import { runTool } from './tool.ts';

const now = () => Date.UTC(2026, 9, 14, 23, 5);
const inZone = (timezone: string | null, timezoneOffset: number | null = null) => ({ timezone, timezoneOffset });

test("tells the time in the visitor's time zone", async () => {
	expect(runTool(currentTime(now, inZone('Europe/Berlin')), { timezone: null })).toEqual({
		outcome: 'known',
		source: 'visitor',
		timezone: 'Europe/Berlin',
		weekday: 'Thursday',
		date: '2026-10-15',
		time: '01:05',
	});
});

test('tells the time elsewhere when that is asked', () => {
	expect(runTool(currentTime(now, inZone('Europe/Berlin')), { timezone: 'America/New_York' })).toMatchObject({
		source: 'asked',
		weekday: 'Wednesday',
		date: '2026-10-14',
		time: '19:05',
	});
});

test('says midnight as 00:00', () => {
	const midnight = () => Date.UTC(2026, 0, 1);
	expect(runTool(currentTime(midnight, inZone('UTC')), { timezone: null })).toMatchObject({
		date: '2026-01-01',
		time: '00:00',
	});
});

test("takes the visitor's offset where their zone has no name, or one that is not known here", () => {
	for (const name of [null, 'Middle/Earth'])
		expect(runTool(currentTime(now, inZone(name, -330)), { timezone: null })).toEqual({
			outcome: 'known',
			source: 'visitor',
			timezone: 'UTC+05:30',
			weekday: 'Thursday',
			date: '2026-10-15',
			time: '04:35',
		});
	expect(runTool(currentTime(now, inZone(null, 210)), { timezone: null })).toMatchObject({
		timezone: 'UTC-03:30',
		time: '19:35',
	});
	expect(runTool(currentTime(now, inZone(null, 0)), { timezone: null })).toMatchObject({
		source: 'visitor',
		timezone: 'UTC+00:00',
		time: '23:05',
	});
});

test('prefers the name of a zone to its offset, which may have changed since', () => {
	expect(runTool(currentTime(now, inZone('Europe/Berlin', 0)), { timezone: null })).toMatchObject({ time: '01:05' });
});

test('falls back to the time zone of this machine, and says so', () => {
	const machine = new Intl.DateTimeFormat().resolvedOptions().timeZone;
	for (const visitor of [null, 'Middle/Earth'])
		expect(runTool(currentTime(now, inZone(visitor)), { timezone: null })).toMatchObject({
			source: 'machine',
			timezone: machine,
		});
});

test('says that it does not know a time zone', () => {
	expect(runTool(currentTime(now, inZone('Europe/Berlin')), { timezone: 'Middle/Earth' })).toEqual({
		outcome: 'unknown_timezone',
		timezone: 'Middle/Earth',
	});
});
