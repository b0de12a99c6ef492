import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeBudgetClock } from './budget-clock.ts';

beforeEach(() => {
	vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
	vi.useRealTimers();
});

const MINUTE = 60_000;

function setUp({ startedAt = 0, longestMs = 60 * MINUTE, silenceMs = 10 * MINUTE } = {}) {
	const did: string[] = [];
	const clock = makeBudgetClock({
		budgets: { longestMs, silenceMs },
		startedAt,
		now: Date.now,
		tell: (what) => did.push(`${what} ${Date.now() / 1000}`),
		end: (reason) => did.push(`${reason} ${Date.now() / 1000}`),
	});
	clock.attended(true);
	clock.start();
	return { did, clock };
}

describe('the clock of the budgets', () => {
	it('asks after silence and ends when nobody answers', () => {
		const { did } = setUp();
		vi.advanceTimersByTime(20 * MINUTE);
		expect(did).toEqual(['ask 600', 'silence 630']);
	});

	it('takes the agent’s own question for no answer', () => {
		const { did, clock } = setUp();
		vi.advanceTimersByTime(10 * MINUTE);
		clock.agentSpeaks(true);
		vi.advanceTimersByTime(2_000);
		clock.agentSpeaks(false);
		vi.advanceTimersByTime(MINUTE);
		expect(did).toEqual(['ask 600', 'silence 630']);
	});

	it.each([
		['speaks', (clock: ReturnType<typeof setUp>['clock']) => clock.personSpeaks(true)],
		['types', (clock: ReturnType<typeof setUp>['clock']) => clock.personTyped()],
	])('goes on when somebody %s after the question', (_does, answer) => {
		const { did, clock } = setUp();
		vi.advanceTimersByTime(10 * MINUTE + 29_000);
		answer(clock);
		clock.personSpeaks(false);
		vi.advanceTimersByTime(10 * MINUTE - 1);
		expect(did).toEqual(['ask 600']);
		vi.advanceTimersByTime(1);
		expect(did).toEqual(['ask 600', 'ask 1229']);
	});

	it('hears no silence while the agent tells something long, or nobody is there', () => {
		const { did, clock } = setUp();
		clock.agentSpeaks(true);
		vi.advanceTimersByTime(15 * MINUTE);
		clock.agentSpeaks(false);
		vi.advanceTimersByTime(5 * MINUTE);
		clock.attended(false);
		vi.advanceTimersByTime(15 * MINUTE);
		clock.attended(true);
		vi.advanceTimersByTime(9 * MINUTE);
		expect(did).toEqual([]);
	});

	it('does not end for silence the call of somebody who went after the question and came back', () => {
		const { did, clock } = setUp();
		vi.advanceTimersByTime(10 * MINUTE);
		clock.attended(false);
		vi.advanceTimersByTime(1_000);
		clock.attended(true);
		vi.advanceTimersByTime(MINUTE);
		expect(did).toEqual(['ask 600']);
	});

	it('warns, wraps up and ends, each once, however much is said', () => {
		const { did, clock } = setUp({ silenceMs: 120 * MINUTE });
		for (let second = 0; second < 3_700; second++) {
			vi.advanceTimersByTime(1_000);
			clock.personTyped();
		}
		expect(did).toEqual(['warn 3480', 'wrap_up 3585', 'call_limit 3600']);
	});

	it('counts from the beginning of the room', () => {
		const { did } = setUp({ startedAt: -59 * MINUTE });
		vi.advanceTimersByTime(2 * MINUTE);
		expect(did).toEqual(['warn 0', 'wrap_up 45', 'call_limit 60']);
	});

	it('does nothing before it is started and after it is closed', () => {
		const { did, clock } = setUp();
		clock.close();
		clock.personTyped();
		vi.advanceTimersByTime(120 * MINUTE);
		expect(did).toEqual([]);
	});
});
