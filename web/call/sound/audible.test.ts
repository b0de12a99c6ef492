import { describe, expect, it } from 'vitest';
import { audible, SILENT_AFTER, type SoundSeen } from './audible.ts';

const heard: SoundSeen = {
	connection: 1,
	agent: { sid: 'PA_1', readyFor: 0 },
	tracks: [{ sid: 'TR_1', playing: true }],
	allowed: true,
};
const other = (change: Partial<SoundSeen>) => audible({ ...heard, ...change });

describe('the agent is heard', () => {
	it('when its track plays', () => {
		expect(audible(heard)).not.toBeNull();
		expect(other({ tracks: [{ sid: 'TR_1', playing: false }] })).toBeNull();
	});

	it('while the browser lets the page play sound', () => {
		expect(other({ allowed: false })).toBeNull();
	});

	it('only if it is there', () => {
		expect(other({ agent: null })).toBeNull();
	});

	it('when it is ready and still has no sound after a while: it writes only', () => {
		const silent = { sid: 'PA_1', readyFor: SILENT_AFTER };
		expect(other({ tracks: [], agent: silent })).not.toBeNull();
		expect(other({ tracks: [], agent: silent, allowed: false })).not.toBeNull();
		expect(other({ tracks: [], agent: { ...silent, readyFor: SILENT_AFTER - 1 } })).toBeNull();
	});

	it('anew with another agent, another track and another connection, and not otherwise', () => {
		const names = [
			audible(heard),
			other({ agent: { sid: 'PA_2', readyFor: 0 } }),
			other({ tracks: [{ sid: 'TR_2', playing: true }] }),
			other({ connection: 2 }),
			other({ tracks: [], agent: { sid: 'PA_1', readyFor: SILENT_AFTER } }),
		];
		expect(new Set(names).size).toBe(names.length);
		expect(audible({ ...heard })).toBe(audible(heard));
	});
});
