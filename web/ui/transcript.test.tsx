import { cleanup, render, screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, describe, expect, it } from 'vitest';
import type { Entry } from '../call/transcript/entries.ts';
import { Transcript } from './transcript.tsx';

afterEach(cleanup);

const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
	id,
	role: 'agent',
	state: 'committed',
	text: id,
	at: 1_000,
	...more,
});

function show(...initial: readonly Entry[]) {
	const [entries, setEntries] = createSignal(initial);
	render(() => <Transcript entries={entries()} />);
	return { change: (...next: readonly Entry[]) => setEntries(next) };
}
const lines = () => [...screen.getByRole('log', { name: 'Transcript' }).querySelectorAll(':scope > ol > li')];

describe('the transcript', () => {
	it('has one line for each entry, with its text in one element and its time', () => {
		show(entry('One, two.', { role: 'user' }), entry('Three.'));
		expect(lines()).toHaveLength(2);
		expect(lines().map((line) => line.querySelector('p')?.textContent)).toEqual(['One, two.', 'Three.']);
		expect(lines()[0]?.querySelector('time')?.dateTime).toBe('1970-01-01T00:00:01.000Z');
		expect(lines().map((line) => line.getAttribute('data-role'))).toEqual(['user', 'agent']);
	});

	it('keeps the line of a caption that grows', () => {
		const { change } = show(entry('live s', { state: 'live', text: 'Hel' }));
		const [before] = lines();
		change(entry('live s', { state: 'live', text: 'Hello' }));
		expect(lines()[0]).toBe(before);
		expect(before?.querySelector('p')?.textContent).toBe('Hello');
	});

	it('says in words that somebody is still speaking', () => {
		const { change } = show(entry('live s', { state: 'live' }));
		expect(lines()[0]?.querySelector('small')?.textContent).toContain('speaking');
		change(entry('a'));
		expect(lines()[0]?.querySelector('small')?.textContent).not.toContain('speaking');
	});

	it('does not read out each word of a caption, but the turn that it becomes', () => {
		const { change } = show(entry('live s', { state: 'live' }));
		const [caption] = lines();
		expect(caption?.getAttribute('aria-live')).toBe('off');
		change(entry('a'));
		expect(lines()[0]).not.toBe(caption);
		expect(lines()[0]?.hasAttribute('aria-live')).toBe(false);
	});

	it('keeps the line of a message that was acknowledged', () => {
		const { change } = show(entry('m', { role: 'user', state: 'sending' }));
		const [before] = lines();
		expect(before?.textContent).toContain('sending');
		change(entry('m', { role: 'user' }));
		expect(lines()[0]).toBe(before);
		expect(before?.getAttribute('data-state')).toBe('committed');
		expect(before?.textContent).not.toContain('sending');
	});

	it.each([
		[{ state: 'sending', remark: 'not delivered yet, will be sent again' }, 'not delivered yet, will be sent again'],
		[{ id: 'm_0123456789abcdef' }, 'delivered'],
	] as const)('says in words what has become of what was typed: %o', (more, words) => {
		show(entry('m', { role: 'user', ...more }));
		expect(lines()[0]?.querySelector('small')?.textContent).toMatch(new RegExp(`· ${words}$`));
	});

	it('says where the agent was cut off', () => {
		const { change } = show(entry('a', { interrupted: true }));
		expect(lines()[0]?.textContent).toContain('interrupted');
		change(entry('a', { interrupted: false }));
		expect(lines()[0]?.textContent).not.toContain('interrupted');
	});

	it('can be scrolled with the keyboard', () => {
		show(entry('a'));
		expect(screen.getByRole('log').getAttribute('tabindex')).toBe('0');
	});
});
