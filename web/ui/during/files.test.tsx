import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Step, Upload } from '../../call/files/uploads.ts';
import { AttachFile, FileList } from './files.tsx';

afterEach(cleanup);

const upload = (step: Step, name = 'a.txt'): Upload => ({ id: name, name, step });

function show(initial: readonly Upload[], known: readonly string[] = []) {
	const [uploads, setUploads] = createSignal(initial);
	const files = { uploads, stored: () => known, add: vi.fn(), retry: vi.fn(), remove: vi.fn() };
	render(() => <FileList files={files} />);
	return { files, setUploads };
}
const row = () => screen.getByText('a.txt').closest('li');

describe('the files of a call', () => {
	it('say how far they are, and what has become of them, in one row', () => {
		const { setUploads } = show([upload({ is: 'waiting' })]);
		const before = row();
		expect(before?.textContent).toContain('Waiting for the agent');
		setUploads([upload({ is: 'sending', share: 0.437 })]);
		expect(row()).toBe(before);
		expect(before?.textContent).toContain('Sending 43 %');
		expect(screen.getByText('43 %').getAttribute('aria-live')).toBe('off');
		expect(screen.getByRole('progressbar', { name: 'a.txt' })).not.toBeNull();
		setUploads([upload({ is: 'done', outcome: 'stored' })]);
		expect(before?.textContent).toContain('The agent has it');
		expect(screen.queryByRole('progressbar')).toBeNull();
	});

	it('can be called off, and sent again when that may help', () => {
		const { files, setUploads } = show([upload({ is: 'sending', share: 0 })]);
		fireEvent.click(screen.getByRole('button', { name: 'Cancel a.txt' }));
		expect(files.remove).toHaveBeenCalledExactlyOnceWith('a.txt');
		setUploads([upload({ is: 'done', outcome: 'failed' })]);
		fireEvent.click(screen.getByRole('button', { name: 'Send a.txt again' }));
		expect(files.retry).toHaveBeenCalledExactlyOnceWith('a.txt');
		setUploads([upload({ is: 'done', outcome: 'too_large' })]);
		expect(screen.queryByRole('button', { name: 'Send a.txt again' })).toBeNull();
		expect(row()?.textContent).toContain('larger than 5 MB');
		fireEvent.click(screen.getByRole('button', { name: 'Dismiss a.txt' }));
		expect(files.remove).toHaveBeenCalledTimes(2);
	});

	it('of before this page was loaded are known', () => {
		show([], ['notes.txt', 'plan.pdf']);
		expect(screen.getByText('Files the agent has (2)')).not.toBeNull();
		expect(screen.getByText('plan.pdf')).not.toBeNull();
	});
});

describe('the button for files', () => {
	it('gives the files that were chosen, also the same ones again', () => {
		const add = vi.fn();
		const { container } = render(() => <AttachFile add={add} />);
		const input = container.querySelector('input');
		if (input === null) throw new Error('no input');
		const opened = vi.spyOn(input, 'click').mockImplementation(() => {});
		fireEvent.click(screen.getByRole('button', { name: 'Attach a file' }));
		expect(opened).toHaveBeenCalledTimes(1);
		const file = new File(['a'], 'a.txt');
		Object.defineProperty(input, 'files', { value: [file] });
		fireEvent.change(input);
		expect(add).toHaveBeenCalledExactlyOnceWith([file]);
		expect(input.value).toBe('');
	});
});
