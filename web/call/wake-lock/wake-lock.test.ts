import { describe, expect, it } from 'vitest';
import { keepAwake } from './wake-lock.ts';

function setUp({ refuses = false } = {}) {
	const over = new AbortController();
	let asked = 0;
	let held = 0;
	const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState });
	const request = async () => {
		asked += 1;
		if (refuses) throw new Error('NotAllowedError');
		held += 1;
		let mine = true;
		// No test here looks further into a sentinel.
		return {
			release: async () => {
				if (mine) held -= 1;
				mine = false;
			},
		} as unknown as WakeLockSentinel;
	};
	const become = (state: DocumentVisibilityState) => {
		page.visibilityState = state;
		page.dispatchEvent(new Event('visibilitychange'));
	};
	keepAwake({ wakeLock: { request }, page }, over.signal);
	const settle = () => new Promise((done) => setTimeout(done));
	return { over, become, settle, asked: () => asked, held: () => held };
}

describe('the screen', () => {
	it('stays on for a call, and no longer', async () => {
		const { over, settle, held } = setUp();
		await settle();
		expect(held()).toBe(1);
		over.abort();
		await settle();
		expect(held()).toBe(0);
	});

	it('is not kept on by a call that is over before the browser has answered', async () => {
		const { over, settle, held, asked } = setUp();
		over.abort();
		await settle();
		expect([asked(), held()]).toEqual([1, 0]);
	});

	it('stays on again when the page comes back to sight', async () => {
		const { become, settle, asked, held } = setUp();
		become('hidden');
		expect(asked()).toBe(1);
		become('visible');
		await settle();
		expect([asked(), held()]).toEqual([2, 1]);
	});

	it('goes off where the browser says no', async () => {
		const { over, settle, held } = setUp({ refuses: true });
		await settle();
		over.abort();
		await settle();
		expect(held()).toBe(0);
	});

	it('is nobody’s business where there is no such thing', () => {
		const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as const });
		expect(() => keepAwake({ wakeLock: undefined, page }, new AbortController().signal)).not.toThrow();
	});
});
