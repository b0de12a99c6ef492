import { expect, test } from 'vitest';
import { judgeWebhooks } from './webhooks.ts';

const before = { 'webhook:participant_joined': 7, grace_started: 1 };

test.each([
	['one that came', { ...before, 'webhook:participant_joined': 8 }, 'ok', 'come'],
	['the first of its kind', { ...before, 'webhook:room_started': 1 }, 'ok', 'come'],
	['none', { ...before, grace_started: 2 }, 'fault', 'none'],
	['only what the doctor has sent itself', { ...before, 'webhook:track_unpublished': 1 }, 'fault', 'none'],
])('%s', (_, after, verdict, outcome) => {
	expect(judgeWebhooks(before, after, true)).toMatchObject({ verdict, outcome });
});

test('without a call, or without counters, nothing is said', () => {
	expect(judgeWebhooks(before, before, false)).toMatchObject({ verdict: 'skipped', outcome: 'no_room' });
	expect(judgeWebhooks(null, before, true)).toMatchObject({ verdict: 'skipped', outcome: 'no_counters' });
	expect(judgeWebhooks(before, null, true)).toMatchObject({ verdict: 'skipped', outcome: 'no_counters' });
});
