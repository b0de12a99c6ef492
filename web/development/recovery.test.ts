import { describe, expect, it } from 'vitest';
import { broken, isWhole, type Recovery, recoveryAfter } from './recovery.ts';

const play = (...shown: readonly (readonly [call: string, agent: string, at: number])[]): Recovery =>
	shown.reduce((before, [call, agent, at]) => recoveryAfter(before, { call, agent, at }), broken(1_000));

describe('a break', () => {
	it('is not noticed while the call goes on', () => {
		expect(play(['connected', 'speaking', 1_000], ['connected', 'listening', 9_000])).toEqual(broken(1_000));
	});

	it('is noticed when the call or its agent is gone, and over when both are there again', () => {
		const gone = { stage: 'gone', since: 1_000, goneMs: 400 };
		expect(play(['connected', 'lost', 1_400], ['connected', 'initializing', 2_000])).toEqual(gone);
		expect(play(['reconnecting', 'listening', 1_400])).toEqual(gone);
		const back = { ...gone, stage: 'back', backMs: 2_100 };
		expect(play(['reconnecting', 'listening', 1_400], ['connected', 'speaking', 3_100])).toEqual(back);
		expect(play(['connected', 'lost', 1_400], ['connected', 'thinking', 3_100])).toEqual(back);
	});

	it('is measured once: what comes after it is not its own', () => {
		const back = play(['connected', 'lost', 1_400], ['connected', 'idle', 3_100]);
		expect(recoveryAfter(back, { call: 'connected', agent: 'lost', at: 5_000 })).toBe(back);
	});

	it('takes no less than no time where a clock was set back', () => {
		expect(play(['starting', 'absent', 400])).toMatchObject({ goneMs: 0 });
	});
});

it('a call is whole with an agent that one can talk to', () => {
	for (const agent of ['listening', 'thinking', 'speaking', 'idle'])
		expect(isWhole({ call: 'connected', agent, at: 0 })).toBe(true);
	for (const agent of ['absent', 'waiting', 'initializing', 'lost', 'unavailable', ''])
		expect(isWhole({ call: 'connected', agent, at: 0 })).toBe(false);
	for (const call of ['idle', 'starting', 'reconnecting', 'ended'])
		expect(isWhole({ call, agent: 'listening', at: 0 })).toBe(false);
});
