import { describe, expect, it, vi } from 'vitest';
import { acceptDrops } from './drop.ts';

function drag(type: string, page: EventTarget, { files = [new File(['a'], 'a.txt')], types = ['Files'] } = {}) {
	const event = new DragEvent(type, { cancelable: true });
	Object.defineProperty(event, 'dataTransfer', { value: { files, types } });
	// happy-dom knows none.
	Object.defineProperty(event, 'relatedTarget', { value: null });
	page.dispatchEvent(event);
	return event;
}

function setUp() {
	const page = new EventTarget();
	const drop = { over: vi.fn(), take: vi.fn() };
	const off = new AbortController();
	acceptDrops(page, drop, off.signal);
	return { page, drop, off };
}

describe('what is dropped on the page', () => {
	it('is taken when it is a file, and the page stays', () => {
		const { page, drop } = setUp();
		expect(drag('dragover', page).defaultPrevented).toBe(true);
		expect(drop.over).toHaveBeenLastCalledWith(true);
		expect(drag('drop', page).defaultPrevented).toBe(true);
		expect(drop.over).toHaveBeenLastCalledWith(false);
		expect(drop.take).toHaveBeenCalledExactlyOnceWith([expect.objectContaining({ name: 'a.txt' })]);
	});

	it('is no longer over the page when it has left it', () => {
		const { page, drop } = setUp();
		drag('dragover', page);
		drag('dragleave', page);
		expect(drop.over).toHaveBeenLastCalledWith(false);
	});

	it('is left alone when it is text', () => {
		const { page, drop } = setUp();
		expect(drag('drop', page, { files: [], types: ['text/plain'] }).defaultPrevented).toBe(false);
		expect(drop.take).not.toHaveBeenCalled();
	});

	it('is left alone when the call is over', () => {
		const { page, drop, off } = setUp();
		off.abort();
		drag('drop', page);
		expect(drop.take).not.toHaveBeenCalled();
	});
});
