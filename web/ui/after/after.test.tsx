import { cleanup, render } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, expect, it } from 'vitest';
import type { Ended } from '../../call/call/call-state.ts';
import { After } from './after.tsx';

afterEach(cleanup);

it('says why the call is over, and what is kept', () => {
	const [ended, setEnded] = createSignal<Ended | null>(null);
	const [kept, setKept] = createSignal(false);
	const { container } = render(() => <After ended={ended()} kept={kept()} />);
	expect(container.textContent).toBe('');
	setEnded('grace_expired');
	expect(container.textContent).toBe('You were away for too long, so the call was ended.');
	setKept(true);
	expect(container.textContent).toContain('What was said is kept.');
	setKept(false);
	expect(container.textContent).not.toContain('kept');
});
