import { describe, expect, it } from 'vitest';
import { type Hearing, type Hint, heardNothing, hearingAfter, type Sample } from './hints.ts';

const EVERY = 100;
const VOICE = 0.1;
const ROOM = 0.001;

/** Goes on for so many milliseconds with the same. */
function going(before: Hearing, milliseconds: number, sample: Partial<Sample>): Hearing {
	let hearing = before;
	for (let passed = EVERY; passed <= milliseconds; passed += EVERY)
		hearing = hearingAfter(hearing, {
			level: ROOM,
			muted: false,
			expected: true,
			...sample,
			at: before.at + passed,
		});
	return hearing;
}
const begin = heardNothing(0);
const muted = (level: number | null, more: Partial<Sample> = {}) => ({ muted: true, level, ...more });

describe('"you are muted"', () => {
	const told = going(begin, 1_000, muted(VOICE));

	it('is said to somebody who speaks', () => {
		expect(told.hint).toBe('muted');
	});

	it('is not said to somebody who is silent, coughs, or is not muted', () => {
		expect(going(begin, 60_000, muted(ROOM)).hint).toBeNull();
		expect(going(going(begin, 300, muted(VOICE)), 5_000, muted(ROOM)).hint).toBeNull();
		expect(going(begin, 5_000, { level: VOICE }).hint).toBeNull();
	});

	it('is not said because noises add up over minutes', () => {
		let hearing = begin;
		for (let i = 0; i < 50; i++) hearing = going(going(hearing, 200, muted(VOICE)), 2_000, muted(ROOM));
		expect(hearing.hint).toBeNull();
	});

	it('is said although speech has gaps between its words', () => {
		let hearing = begin;
		for (let i = 0; i < 4; i++) hearing = going(going(hearing, 300, muted(VOICE)), 100, muted(ROOM));
		expect(hearing.hint).toBe('muted');
	});

	it('is not said while the agent speaks: it may be the agent that is heard', () => {
		expect(going(begin, 5_000, muted(VOICE, { expected: false })).hint).toBeNull();
	});

	it('goes with the mute, and a while after the last word', () => {
		expect(going(told, 100, { level: VOICE }).hint).toBeNull();
		expect(going(told, 3_000, muted(ROOM)).hint).toBe('muted');
		expect(going(told, 8_000, muted(ROOM)).hint).toBeNull();
	});

	it('is said once a minute at most', () => {
		const quiet = going(told, 8_000, muted(ROOM));
		expect(going(quiet, 5_000, muted(VOICE)).hint).toBeNull();
		const minuteLater = going(quiet, 60_000, muted(ROOM));
		expect(going(minuteLater, 1_000, muted(VOICE)).hint).toBe('muted');
	});

	it('is not said of what cannot be heard', () => {
		expect(going(begin, 60_000, muted(null)).hint).toBeNull();
	});
});

describe('"we hear nothing"', () => {
	const nothing = (milliseconds: number, sample: Partial<Sample> = {}) =>
		going(begin, milliseconds, { level: 0, ...sample });

	it('is said after eight seconds in which somebody could have spoken', () => {
		expect(nothing(7_900).hint).toBeNull();
		expect(nothing(8_000).hint).toBe<Hint>('nothing');
	});

	it('does not count the time in which the agent speaks, and does not forget what it has counted', () => {
		const agentSpeaks = going(nothing(5_000), 60_000, { level: 0, expected: false });
		expect(agentSpeaks.hint).toBeNull();
		expect(going(agentSpeaks, 3_000, { level: 0 }).hint).toBe('nothing');
	});

	it('is taken back with the first sound', () => {
		expect(going(nothing(9_000), 100, { level: ROOM }).hint).toBeNull();
	});

	it('is said of noise that no room makes, until there was a sound once', () => {
		expect(going(begin, 8_000, { level: 1e-5 }).hint).toBe('nothing');
		const worked = going(begin, 100, { level: VOICE });
		expect(going(worked, 60_000, { level: 1e-5 }).hint).toBeNull();
		expect(going(worked, 8_000, { level: 0 }).hint).toBe('nothing');
	});

	it('is not said in a quiet room, to somebody who is muted, or of what cannot be heard', () => {
		expect(going(begin, 60_000, { level: ROOM }).hint).toBeNull();
		expect(nothing(60_000, { muted: true }).hint).toBeNull();
		expect(nothing(60_000, { level: null }).hint).toBeNull();
	});

	it('does not count the time in which the laptop slept', () => {
		expect(hearingAfter(nothing(1_000), { at: 3_600_000, level: 0, muted: false, expected: true }).hint).toBeNull();
	});
});
