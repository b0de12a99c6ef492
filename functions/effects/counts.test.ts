import { describe, expect, it } from 'vitest';
import type { LogLine } from '../log.ts';
import { PHRASES } from '../protocol/log-phrases.ts';
import type { Effect } from '../rooms/decide.ts';
import { countsOf, sayGivingUp, sayTransitions } from './counts.ts';

const count = (outcome: string): Effect => ({ kind: 'count', outcome });
const giveUp: Effect = { kind: 'give_up', generation: 7 };
const heard = (say: (log: (line: LogLine) => void) => void) => {
	const lines: LogLine[] = [];
	say((line) => lines.push(line));
	return lines;
};

describe('the counts of a step', () => {
	it('are its outcomes, each as often as it came', () => {
		const effects = [giveUp, count('dispatch'), count('dispatch'), count('delete_room:hung_up')];
		expect(countsOf(effects, [])).toEqual({ dispatch: 2, 'delete_room:hung_up': 1 });
	});

	it('are its changes, with the sums of their lengths in whole milliseconds', () => {
		const changes = [
			{ kind: 'adopted' },
			{ kind: 'grace_cancelled', ms: 1_499.6 },
			{ kind: 'grace_cancelled', ms: 500 },
		] as const;
		expect(countsOf([], changes)).toEqual({ adopted: 1, grace_cancelled: 2, grace_cancelled_ms: 2_000 });
	});

	it('are added to what is counted anyway, which stays as it is', () => {
		const more = { swept: 1, dispatch: 3 };
		expect(countsOf([count('dispatch')], [], more)).toEqual({ swept: 1, dispatch: 4 });
		expect(more).toEqual({ swept: 1, dispatch: 3 });
		expect(countsOf([], [])).toEqual({});
	});
});

describe('a line in the log', () => {
	it('is one for each change, in words that do not change, with its length and the trace', () => {
		const changes = [
			{ kind: 'grace_started' },
			{ kind: 'grace_cancelled', ms: 9 },
			{ kind: 'grace_expired', ms: 60_000 },
		] as const;
		expect(heard((log) => sayTransitions(log, changes, 't'))).toEqual([
			{ level: 'info', event: 'grace_started', message: PHRASES.graceStarted, trace: 't' },
			{ level: 'info', event: 'grace_cancelled', message: PHRASES.graceCancelled, ms: 9, trace: 't' },
			{ level: 'info', event: 'grace_expired', message: PHRASES.graceExpired, ms: 60_000, trace: 't' },
		]);
	});

	it('is a warning for what should not be', () => {
		const lines = heard((log) => sayTransitions(log, [{ kind: 'agent_lost' }, { kind: 'adopted' }], null));
		expect(lines).toMatchObject([
			{ level: 'warn', event: 'agent_lost' },
			{ level: 'warn', event: 'adopted' },
		]);
	});

	it('is an alert when all tries for an agent were in vain, and none otherwise', () => {
		const alert = { level: 'alert', event: 'agent_unavailable', message: PHRASES.spawnFailed, trace: 't' };
		expect(heard((log) => sayGivingUp(log, [giveUp, count('give_up')], 't'))).toEqual([alert]);
		expect(heard((log) => sayGivingUp(log, [count('give_up')], 't'))).toEqual([]);
	});
});
