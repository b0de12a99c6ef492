import { expect, it, vi } from 'vitest';
import { loadShims } from './shims.ts';

it('loads what makes WebRTC the same in all browsers, but for the one that needs none of it', async () => {
	const load = vi.fn(async () => {});
	await loadShims({ userAgentData: {} }, load);
	expect(load).not.toHaveBeenCalled();
	await loadShims({}, load);
	expect(load).toHaveBeenCalledTimes(1);
});

it('goes on without it where it does not come', async () => {
	await expect(loadShims({}, () => Promise.reject(new Error('offline')))).resolves.toBeUndefined();
});
