import { expect, test } from 'vitest';
import { ask } from '../../deployment/request.ts';
import { serveJson } from '../../deployment/testing.ts';
import { judgeClock, offsetOf } from './clock.ts';

async function offset(aheadMs: number): Promise<number | null> {
	const { url } = await serveJson(() => ({ headers: { date: new Date(Date.now() + aheadMs).toUTCString() } }));
	return offsetOf(await ask(url));
}

test.each([0, 60_000, -60_000])('a server that is %i ms ahead is seen to be so, within a second', async (ahead) => {
	const seen = await offset(ahead);
	expect(Math.abs((seen ?? Number.NaN) - ahead)).toBeLessThan(1_000);
});

test.each([
	[0, 0, 'ok', 'agree', 'within 1 s'],
	[9_000, -9_000, 'ok', 'agree', '9 s ahead of this machine, LiveKit is 9 s behind'],
	[11_000, 0, 'fault', 'api', 'The API is 11 s ahead'],
	[300, -61_000, 'fault', 'livekit', 'LiveKit is 61 s behind'],
	[60_000, -60_000, 'fault', 'both', 'The API is 60 s ahead of this machine, LiveKit is 60 s behind'],
	[60_000, 60_900, 'fault', 'this_machine', 'This machine is 60 s behind'],
	[-60_000, -59_000, 'fault', 'this_machine', 'This machine is 60 s ahead'],
	[null, 61_000, 'fault', 'livekit', 'LiveKit is 61 s ahead'],
	[null, null, 'skipped', 'no_date', ''],
] as const)('API %j ms, LiveKit %j ms: %s', (api, livekit, verdict, outcome, found) => {
	expect(judgeClock(api, livekit)).toMatchObject({ verdict, outcome, found: expect.stringContaining(found) });
});

test('who does not answer or has no date says nothing', () => {
	expect(offsetOf({ outcome: 'unreachable', why: 'refused' })).toBeNull();
});
