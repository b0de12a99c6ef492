import { cleanup, render, screen } from '@solidjs/testing-library';
import { createSignal } from 'solid-js';
import { afterEach, describe, expect, it } from 'vitest';
import type { Trouble } from '../call/line/trouble.ts';
import { Line } from './line.tsx';
import { forHowLong, lineWords } from './line-words.ts';

afterEach(cleanup);

const refused = { why: 'refused', code: 'too_many_calls', detail: null, retryAfter: 9_000 } as const;

describe('the line', () => {
	it('has words of its own for each trouble, and says that nothing has to be done', () => {
		const troubles: readonly Trouble[] = [
			{ kind: 'offline', inCall: true },
			{ kind: 'offline', inCall: false },
			{ kind: 'api', seconds: 3 },
			{ kind: 'room', seconds: 3 },
			{ kind: 'away', seconds: 3 },
			{ kind: 'refused', failure: refused, seconds: 3 },
		];
		const words = troubles.map(lineWords);
		expect(new Set(words).size).toBe(troubles.length);
		for (const text of words)
			expect(text).toMatch(/still trying|by itself|when the network is back|as soon as it can/i);
	});

	it('shows each second, and says aloud only each tenth', () => {
		const [seconds, setSeconds] = createSignal(2);
		render(() => <Line trouble={{ kind: 'away', seconds: seconds() }} />);
		const heard = new Set<string>();
		const seen = new Set<string>();
		for (let now = 2; now < 40; now++) {
			setSeconds(now);
			const shown = document.querySelector('.line time');
			seen.add(shown?.textContent ?? '');
			expect(shown?.getAttribute('aria-hidden')).toBe('true');
			heard.add(document.querySelector('.line .aloud')?.textContent ?? '');
		}
		expect(seen.size).toBe(38);
		expect([...heard]).toEqual(['', 'For 10 seconds.', 'For 20 seconds.', 'For 30 seconds.']);
	});

	it('shows no time where none is known, and nothing where there is no trouble', () => {
		render(() => <Line trouble={{ kind: 'offline', inCall: true }} />);
		expect(screen.getByText(/offline/)).toBeTruthy();
		expect(document.querySelector('time')).toBeNull();
		cleanup();
		const { container } = render(() => <Line trouble={null} />);
		expect(container.textContent).toBe('');
	});

	it('shows minutes when it takes long', () => {
		expect(forHowLong(119)).toBe('for 119 s');
		expect(forHowLong(150)).toBe('for 2 min');
	});
});
