import { cleanup, render } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { type BesideOptions, startBeside } from './beside.tsx';
import type { MicrophoneState } from './call/microphone/create-microphone.ts';
import type { Presence } from './call/presence/presence.ts';
import { present } from './call/presence/testing.ts';
import { makePushToTalk } from './call/push-to-talk/testing.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
	cleanup();
	vi.useRealTimers();
});

// Nothing here looks into the track.
const on: MicrophoneState = { status: 'on', track: {} as MediaStreamTrack };

function begin(options: Partial<BesideOptions> = {}) {
	const [level, setLevel] = createSignal<number | null>(0);
	const [presence, setPresence] = createSignal<Presence>(present('listening'));
	const [microphone, setMicrophone] = createSignal<MicrophoneState>(on);
	const over = new AbortController();
	onTestFinished(() => over.abort());
	const beside = startBeside({
		room: () => null,
		phase: () => 'connected',
		presence,
		microphone,
		level,
		pushToTalk: makePushToTalk(),
		files: Promise.resolve([]),
		signal: over.signal,
		...options,
	});
	const { container } = render(() => beside.Facts());
	return { beside, over, setLevel, setPresence, setMicrophone, facts: () => container.textContent };
}

it('takes the time from the last of what was said to the first of the answer', () => {
	const { setLevel, setPresence, facts } = begin();
	setLevel(0.6);
	vi.advanceTimersByTime(2_000);
	setLevel(0.1);
	vi.advanceTimersByTime(640);
	setPresence(present('speaking'));
	expect(facts()).toContain('answered after 640 ms');
});

it('asks nothing by a noise while the microphone is off', () => {
	const { setLevel, setMicrophone, setPresence, facts } = begin();
	setMicrophone({ status: 'off' });
	setLevel(0.6);
	setLevel(0);
	vi.advanceTimersByTime(640);
	setPresence(present('speaking'));
	expect(facts()).toBe('');
});

it('shows what the agent was given before', async () => {
	const { beside } = begin({ files: Promise.resolve([{ name: 'notes.txt' }]) });
	const { container } = render(() => beside.Files());
	await vi.waitFor(() => expect(container.textContent).toContain('notes.txt'));
});

it('is over with the call', () => {
	const { over, setLevel, setPresence, facts } = begin();
	over.abort();
	setLevel(0.6);
	setLevel(0);
	setPresence(present('speaking'));
	expect(facts()).toBe('');
});
