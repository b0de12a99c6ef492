import { expect, it, vi } from 'vitest';
import { whenPutAside } from './put-aside.ts';

const comesBack = (persisted: boolean) => Object.assign(new Event('pageshow'), { persisted });

it('a page that is frozen stays in its room: nobody else hears of it', () => {
	const page = new EventTarget();
	const call = new AbortController();
	whenPutAside(page, () => {}, call.signal);
	// livekit-client's.
	const leaves = vi.fn();
	page.addEventListener('freeze', leaves);
	page.dispatchEvent(new Event('freeze'));
	expect(leaves).not.toHaveBeenCalled();
	call.abort();
	page.dispatchEvent(new Event('freeze'));
	expect(leaves).toHaveBeenCalledTimes(1);
});

it('a page that comes back out of the cache in a call is loaded again, and no other one', () => {
	const page = new EventTarget();
	const call = new AbortController();
	const reload = vi.fn();
	whenPutAside(page, reload, call.signal);
	page.dispatchEvent(comesBack(false));
	expect(reload).not.toHaveBeenCalled();
	page.dispatchEvent(comesBack(true));
	expect(reload).toHaveBeenCalledTimes(1);
	call.abort();
	page.dispatchEvent(comesBack(true));
	expect(reload).toHaveBeenCalledTimes(1);
});
