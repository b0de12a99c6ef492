import { describe, expect, it } from 'vitest';
import type { ChildWord } from '../child-words.ts';
import { attest, BORN, hear, jobToAttest, pass, type Vitals, verdictOn } from './vitals.ts';

const job = { room: 'greenroom.test.conversation.1', jobId: 'AJ_1' };
const answers: ChildWord = { word: 'answers' };
const serves: ChildWord = { word: 'serves', job };
const leaves: ChildWord = { word: 'leaves' };

const awake = pass(hear(BORN, answers, 0), false);
const serving = hear(awake, serves, 0);
const passes = (vitals: Vitals, count: number, isHeld = false): Vitals =>
	Array.from({ length: count }).reduce<Vitals>((before) => pass(before, isHeld), vitals);

describe('a process', () => {
	it('hangs when it has not answered for two passes', () => {
		expect(verdictOn(passes(awake, 1), 0)).toBeNull();
		expect(verdictOn(passes(awake, 2), 0)).toEqual({ why: 'hung', sign: 'silent' });
		expect(verdictOn(passes(serving, 2), 0)).toEqual({ why: 'hung', sign: 'silent' });
	});

	it('is well again with one answer', () => {
		const late = hear(passes(awake, 1), answers, 0);
		expect(verdictOn(passes(late, 2), 0)).toBeNull();
		expect(verdictOn(passes(late, 3), 0)).toMatchObject({ why: 'hung' });
	});

	it('that still starts does not hang: agents waits for it', () => {
		expect(verdictOn(passes(BORN, 100), 0)).toBeNull();
	});

	it('does not hang by the length of a pause of the whole machine', () => {
		expect(verdictOn(passes(awake, 1), 3_600_000)).toBeNull();
	});

	it('that the worker itself has stopped does not hang', () => {
		expect(verdictOn(passes(awake, 10, true), 0)).toBeNull();
		expect(verdictOn(passes(passes(awake, 10, true), 1), 0)).toBeNull();
		expect(verdictOn(passes(BORN, 10, true), 0)).toBeNull();
	});
});

describe('a process whose job is over', () => {
	it('has half a minute to end', () => {
		const left = hear(serving, leaves, 1_000);
		expect(verdictOn(left, 30_999)).toBeNull();
		expect(verdictOn(left, 31_000)).toEqual({ why: 'outlived', sign: 'leaves' });
	});

	it('has it from the first time that it says so', () => {
		const left = hear(hear(serving, leaves, 1_000), leaves, 20_000);
		expect(verdictOn(left, 31_000)).toMatchObject({ why: 'outlived' });
	});

	it('need not be in a room', () => {
		expect(jobToAttest(hear(serving, leaves, 1_000), 60_000)).toBeNull();
	});
});

describe('a job whose agent is not in its room', () => {
	it('is looked at once it must have joined', () => {
		expect(jobToAttest(awake, 1_000_000)).toBeNull();
		expect(jobToAttest(serving, 29_999)).toBeNull();
		expect(jobToAttest(serving, 30_000)).toEqual(job);
	});

	it('has outlived it when it is not there at the next look either', () => {
		expect(verdictOn(attest(serving, 'absent'), 0)).toBeNull();
		expect(verdictOn(attest(attest(serving, 'absent'), 'absent'), 0)).toEqual({ why: 'outlived', sign: 'not_in_room' });
	});

	it('may come back in between', () => {
		const back = attest(attest(serving, 'absent'), 'present');
		expect(verdictOn(attest(back, 'absent'), 0)).toBeNull();
	});

	it('is not judged by what nobody knows', () => {
		const unknown = attest(attest(attest(serving, 'absent'), 'unknown'), 'unknown');
		expect(verdictOn(unknown, 0)).toBeNull();
		expect(verdictOn(attest(unknown, 'absent'), 0)).toMatchObject({ why: 'outlived' });
	});
});
