import { createRoot } from 'solid-js';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createCallState } from '../call/call-state.ts';
import { browserClock } from '../outbox/browser-clock.ts';
import { BY_DEFAULT } from '../push-to-talk/settings.ts';
import { createDuring } from './create-during.ts';

function setUp(loadRest: () => Promise<() => string>) {
	const over = new AbortController();
	onTestFinished(() => over.abort());
	const state = createRoot(() => createCallState({ turns: [], captions: [], messages: [], closed: [] }));
	const during = createDuring({
		...{ state, window, document, clock: browserClock, signal: over.signal, loadRest, wakeLock: undefined },
		store: { load: () => BY_DEFAULT, save: () => {} },
		microphone: () => ({ status: 'off' }),
		toggleMicrophone: () => {},
		deliveryWords: { late: 'late', never: 'never' },
	});
	return { over, state, during };
}

it('loads the rest when somebody is connected, once', async () => {
	const loadRest = vi.fn(async () => () => 'the rest');
	const { state, during } = setUp(loadRest);
	state.setPhase('starting');
	expect(loadRest).not.toHaveBeenCalled();
	state.setPhase('connected');
	await expect.poll(during.rest).toBe('the rest');
	state.setPhase('reconnecting');
	state.setPhase('connected');
	await expect.poll(during.rest).toBe('the rest');
});

it('tries again at the next connection when it did not come', async () => {
	const loadRest = vi.fn(async () => () => 'the rest').mockRejectedValueOnce(new Error('offline'));
	const { state, during } = setUp(loadRest);
	state.setPhase('connected');
	await expect.poll(() => loadRest.mock.results.length).toBe(1);
	expect(during.rest()).toBeNull();
	state.setPhase('reconnecting');
	state.setPhase('connected');
	await expect.poll(during.rest).toBe('the rest');
});

it('begins nothing for a call that is over', async () => {
	const start = vi.fn(() => 'the rest');
	const { over, state } = setUp(async () => start);
	state.setPhase('connected');
	over.abort();
	await Promise.resolve();
	expect(start).not.toHaveBeenCalled();
});
