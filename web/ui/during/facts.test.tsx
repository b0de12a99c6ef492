import { cleanup, render } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, expect, it } from 'vitest';
import type { Level } from '../../call/quality/quality.ts';
import { Facts } from './facts.tsx';

afterEach(cleanup);

it('says how the call is as soon as it is known, and what to do when it is bad', () => {
	const [quality, setQuality] = createSignal<Level | null>(null);
	const [roundTrip, setRoundTrip] = createSignal<number | null>(null);
	const [response, setResponse] = createSignal<number | null>(null);
	const [connected, setConnected] = createSignal(true);
	const measures = { quality, roundTrip, response, asked: () => {} };
	const { container } = render(() => <Facts measures={measures} connected={connected()} />);
	expect(container.textContent).toBe('');
	setQuality('good');
	setRoundTrip(0);
	setResponse(640);
	expect(container.textContent).toBe('Connection: good0 ms to the server and backanswered after 640 ms');
	setQuality('poor');
	expect(container.querySelector('[aria-live]')?.textContent).toContain('nearer to your router');
	setConnected(false);
	expect(container.textContent).toBe('');
});
