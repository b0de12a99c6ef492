import { expect, it } from 'vitest';
import { makeLostWebhooks } from './lost-webhooks.ts';

it('loses webhooks for a minute from when it is told to, and counts them', () => {
	let now = 1_000;
	const webhooks = makeLostWebhooks(() => now);
	expect(webhooks.isLost()).toBe(false);
	expect(webhooks.soFar()).toEqual({ lost: 0, leftMs: 0 });
	expect(webhooks.lose()).toEqual({ lost: 0, leftMs: 60_000 });
	expect([webhooks.isLost(), webhooks.isLost()]).toEqual([true, true]);
	now += 59_999;
	expect(webhooks.soFar()).toEqual({ lost: 2, leftMs: 1 });
	now += 1;
	expect(webhooks.isLost()).toBe(false);
	expect(webhooks.soFar()).toEqual({ lost: 2, leftMs: 0 });
	expect(webhooks.lose()).toEqual({ lost: 0, leftMs: 60_000 });
});
