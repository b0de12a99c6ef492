import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { CallPhase } from '../call/state/state.ts';
import type { Entry } from '../call/transcript/entries.ts';
import type { startTalk } from '../talk.tsx';
import { Page } from './page.tsx';

// What the page loads later, the next file would get half loaded.
afterAll(() => vi.dynamicImportSettled());
afterEach(cleanup);

const entry: Entry = { id: 'a', role: 'agent', state: 'committed', text: 'Hello.', at: 1_000 };

function show(
	initial: { phase?: CallPhase; alert?: string; held?: number; open?: boolean; entries?: readonly Entry[] } = {},
) {
	const [phase, setPhase] = createSignal<CallPhase>(initial.phase ?? 'idle');
	const [talk, setTalk] = createSignal<ReturnType<typeof startTalk> | null>(null);
	const root = document.createElement('html');
	const call = {
		phase,
		talk,
		alert: () => initial.alert ?? null,
		ended: () => null,
		held: () => initial.held ?? 0,
		open: () => initial.open ?? false,
		entries: () => initial.entries ?? [],
		resume: vi.fn(),
		start: vi.fn(),
		end: vi.fn(),
		forgotten: vi.fn(),
	};
	render(() => <Page call={call} root={root} />);
	const answer = () =>
		setTalk({
			agent: () => 'thinking',
			agentWords: () => 'Thinking',
			Notices: () => <p>Notices</p>,
			Controls: () => <button type="button">Microphone</button>,
			Facts: () => <p>Facts</p>,
			Composer: () => <textarea aria-label="Message" />,
		});
	return { call, root, setPhase, answer };
}

const status = () => screen.getByRole('status').textContent;
const button = (name: string) => screen.queryByRole('button', { name });

describe('the page', () => {
	it('offers a call, and nothing that only a call has', () => {
		show();
		expect(button('Start call')).not.toBeNull();
		expect(button('End call')).toBeNull();
		expect(screen.queryByRole('log')).toBeNull();
		expect(screen.queryByRole('alert')).toBeNull();
	});

	it('starts the call by a click', () => {
		const { call } = show();
		expect(call.start).not.toHaveBeenCalled();
		fireEvent.click(screen.getByRole('button', { name: 'Start call' }));
		expect(call.start).toHaveBeenCalledTimes(1);
	});

	it('can end a call before anything of it is there', () => {
		const { call, setPhase } = show();
		setPhase('starting');
		expect(button('Start call')).toBeNull();
		fireEvent.click(screen.getByRole('button', { name: 'End call' }));
		expect(call.end).toHaveBeenCalledTimes(1);
	});

	it('shows what a call has once it is there', () => {
		const { setPhase, answer } = show();
		setPhase('connected');
		expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull();
		answer();
		expect(screen.getByRole('textbox', { name: 'Message' })).toBeTruthy();
		expect(button('Microphone')).not.toBeNull();
	});

	it('takes whoever uses the keyboard into the call, and back to where it begins', () => {
		const { setPhase } = show();
		screen.getByRole('button', { name: 'Start call' }).focus();
		setPhase('starting');
		expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Call' }));
		screen.getByRole('button', { name: 'End call' }).focus();
		setPhase('ended');
		expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Start call' }));
	});

	it('leaves the focus where it is when it is somewhere', () => {
		const { setPhase } = show({ entries: [entry] });
		screen.getByRole('log').focus();
		setPhase('starting');
		expect(document.activeElement).toBe(screen.getByRole('log'));
	});

	it('says in words where the call is, and what the agent does once it is connected', () => {
		const { setPhase, answer } = show();
		setPhase('starting');
		expect(status()).toBe('Connecting');
		answer();
		setPhase('connected');
		expect(status()).toBe('Thinking');
		setPhase('reconnecting');
		expect(status()).toBe('Reconnecting');
		setPhase('ended');
		expect(status()).toBe('Call ended');
	});

	it('says the same to styles', () => {
		const { root, setPhase, answer } = show();
		expect([root.dataset['call'], root.dataset['agent']]).toEqual(['idle', 'absent']);
		setPhase('connected');
		answer();
		expect([root.dataset['call'], root.dataset['agent']]).toEqual(['connected', 'thinking']);
	});

	it('says aloud what does not work', () => {
		show({ phase: 'failed', alert: 'The service does not answer.' });
		expect(screen.getByRole('alert').textContent).toBe('The service does not answer.');
		expect(button('Start call')).not.toBeNull();
	});

	it('counts down to when Start may be pressed again', () => {
		show({ phase: 'failed', held: 17 });
		const start = screen.getByRole('button', { name: 'Start call in 17 s' });
		expect(start.getAttribute('aria-disabled')).toBe('true');
	});

	it('says that a call is open', () => {
		show({ open: true });
		expect(screen.getByText(/your call is still open/i)).toBeTruthy();
		cleanup();
		show({ open: false });
		expect(screen.queryByText(/your call is still open/i)).toBeNull();
	});

	it('offers to take back a call that went elsewhere', () => {
		const { call } = show({ phase: 'moved' });
		expect(status()).toMatch(/another tab or window/);
		fireEvent.click(screen.getByRole('button', { name: 'Move it here' }));
		expect(call.start).toHaveBeenCalledTimes(1);
	});

	it('keeps the transcript when the call is over', () => {
		show({ phase: 'ended', entries: [entry] });
		expect(screen.getByRole('log', { name: 'Transcript' }).textContent).toContain('Hello.');
		expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull();
	});
});
