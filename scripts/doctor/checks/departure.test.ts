import { expect, test } from 'vitest';
import { judgeDeparture } from './departure.ts';

const persistent = { graceSeconds: 60, lifecycle: 'persistent' } as const;

test.each([
	[90, 90, 'ok', 'kept'],
	[62, 90, 'ok', 'kept'],
	[61, 90, 'fault', 'not_honoured'],
	[20, 90, 'fault', 'not_honoured'],
	[20, null, 'fault', 'not_honoured'],
	[40, 40, 'fault', 'other_grace'],
	[null, 90, 'skipped', 'no_room'],
] as const)('a room that is kept for %j s where %j s were asked for: %s', (seconds, asked, verdict, outcome) => {
	expect(judgeDeparture(persistent, seconds, asked)).toMatchObject({ verdict, outcome });
});

test('where each load of the page is a call of its own, the grace is short', () => {
	expect(judgeDeparture({ graceSeconds: 60, lifecycle: 'fresh' }, 35, 35)).toMatchObject({ verdict: 'ok' });
});
