import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Entry } from '../../call/transcript/entries.ts';
import { Tools } from './tools.tsx';

beforeEach(() => localStorage.clear());
afterEach(() => {
	cleanup();
	vi.unstubAllGlobals();
});

const entry: Entry = { id: 'a', role: 'agent', state: 'committed', text: 'Hello.', at: 0 };
const captions = () => screen.getByRole('button', { name: 'Captions' }).getAttribute('aria-pressed');
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

function show({ live = true, entries = [entry] } = {}) {
	const [shown, setShown] = createSignal(true);
	render(() => (
		<section class="conversation">
			{shown() ? <Tools entries={entries} live={live} /> : null}
			<div role="log" tabindex="0" />
		</section>
	));
	return { log: screen.getByRole('log'), hide: () => setShown(false) };
}

describe('the tools of the transcript', () => {
	it('copy what was said, and not what is only being said', async () => {
		const written: ClipboardItem[] = [];
		vi.stubGlobal('fetch', async () => Response.json({ turns: [], cursor: null }));
		vi.stubGlobal('navigator', { clipboard: { write: async (items: ClipboardItem[]) => written.push(...items) } });
		vi.stubGlobal(
			'ClipboardItem',
			class {
				readonly getType: (type: string) => Promise<Blob> | undefined;
				constructor(data: Record<string, Promise<Blob>>) {
					this.getType = (type) => data[type];
				}
			},
		);
		show({ entries: [entry, { ...entry, id: 'live s', state: 'live', text: 'How are' }] });
		press('Copy');
		await screen.findByText('Copied');
		const text = await (await written[0]?.getType('text/plain'))?.text();
		expect(text).toContain('Agent: Hello.');
		expect(text).not.toContain('How are');
	});

	it('say aloud that there is no clipboard', async () => {
		vi.stubGlobal('fetch', async () => Response.json({ turns: [], cursor: null }));
		vi.stubGlobal('navigator', {});
		show();
		press('Copy');
		expect((await screen.findByText(/Use Download/)).getAttribute('aria-live')).toBe('polite');
	});

	it('hide what is being said, for this page and the next', () => {
		show();
		const { dataset } = document.documentElement;
		expect([captions(), dataset['captions']]).toEqual(['true', 'on']);
		press('Captions');
		expect([captions(), dataset['captions']]).toEqual(['false', 'off']);
		cleanup();
		show();
		expect(captions()).toBe('false');
	});

	it('lead back to the last words whoever reads earlier ones', () => {
		const { log } = show();
		expect(screen.queryByRole('button', { name: 'Newest' })).toBeNull();
		log.scrollTop = -400;
		fireEvent.scroll(log);
		press('Newest');
		expect(log.scrollTop).toBe(0);
		expect(document.activeElement).toBe(log);
		fireEvent.scroll(log);
		expect(screen.queryByRole('button', { name: 'Newest' })).toBeNull();
	});

	it('have nothing for a transcript that does not grow', () => {
		show({ live: false });
		expect(screen.queryByRole('button', { name: 'Captions' })).toBeNull();
		expect(screen.getByRole('button', { name: 'Download' })).not.toBeNull();
	});
});
