import { describe, expect, it, vi } from 'vitest';
import { createExport, type ExportMeans } from './create-export.ts';

const hello = { id: 'a', role: 'agent', text: 'Hello.', at: 0 } as const;

function setUp(more: Partial<ExportMeans> = {}) {
	const copied: string[] = [];
	const save = vi.fn();
	const taken = createExport(() => [], {
		read: async () => ({ outcome: 'answered', value: { turns: [hello], cursor: null } }),
		copy: async (text) => {
			copied.push(await text);
		},
		save,
		now: () => new Date(2026, 2, 5).getTime(),
		...more,
	});
	return { taken, copied, save };
}

describe('a conversation that is taken out of the page', () => {
	it('is on the clipboard, and said to be', async () => {
		const { taken, copied } = setUp();
		await taken.copy();
		expect(copied.join()).toContain('Agent: Hello.');
		expect(taken.outcome()).toBe('copied');
	});

	it('is a file', async () => {
		const { taken, save } = setUp();
		await taken.download();
		expect(save).toHaveBeenCalledExactlyOnceWith('conversation-2026-03-05.txt', expect.stringContaining('Hello.'));
		expect(taken.outcome()).toBe('saved');
	});

	it('is said to be a part when the API does not answer', async () => {
		const { taken } = setUp({ read: async () => ({ outcome: 'unreachable' }) });
		await taken.copy();
		expect(taken.outcome()).toBe('copied_part');
		await taken.download();
		expect(taken.outcome()).toBe('saved_part');
	});

	it('is not said to be copied where the browser refuses', async () => {
		const { taken } = setUp({ copy: () => Promise.reject(new Error('denied')) });
		await taken.copy();
		expect(taken.outcome()).toBe('not_copied');
	});
});
