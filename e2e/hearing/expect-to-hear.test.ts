import { readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeFlite } from '../../worker/voice/offline/flite/speech.ts';
import { makeEar } from './ear.ts';
import { type Expectation, expectToHear, MisheardError } from './expect-to-hear.ts';
import { DeafError } from './memory.ts';
import { fromPcm16, RATE, samplesIn } from './recording.ts';
import { joined, silence } from './sounds.ts';

const AT = 1_700_000_000_000;
const GREETING = 'Hello there, I am the offline demo.';
const NINE = 'It is ten past nine.';
const FIVE = 'It is ten past five.';

const flite = makeFlite({ voice: 'slt' });
const say = async (text: string) => fromPcm16((await flite.synthesize(text)).pcm);

/** An ear that has heard it all already. */
function earOf(...sounds: Float32Array[]) {
	const { ear, hear } = makeEar(() => AT);
	hear({ at: AT, rate: RATE, samples: joined(...sounds) });
	return ear;
}

async function failure(ear: ReturnType<typeof earOf>, expectation: Expectation): Promise<MisheardError> {
	const error: unknown = await expectToHear(ear, expectation).catch((thrown: unknown) => thrown);
	if (!(error instanceof MisheardError)) throw error;
	onTestFinished(() => rm(dirname(error.file), { recursive: true }));
	return error;
}

describe('hears', () => {
	test('the sentence, and tells when it was said', async () => {
		const ear = earOf(silence(1_000), await say(NINE), silence(3_000));
		const { beganAt, endedAt, ranking } = await expectToHear(ear, {
			says: NINE,
			ratherThan: [FIVE],
			after: AT,
			within: 2_000,
		});
		expect(Math.abs(beganAt - (AT + 1_000))).toBeLessThan(50);
		expect(endedAt - beganAt).toBeGreaterThan(1_000);
		expect(ranking.map(({ text }) => text)).toEqual([NINE, FIVE]);
	});

	test('the sentence after something else', async () => {
		const ear = earOf(await say(GREETING), silence(1_000), await say(NINE), silence(1_000));
		await expectToHear(ear, { says: NINE, ratherThan: [FIVE, GREETING], after: AT, within: 4_000 });
	});
});

test('hears the sentence when somebody has talked on for long before it', async () => {
	const talk = await say('I am the offline demo, and I know only a few things, and I say them without a pause.');
	const says = 'I only know a few phrases, say help to hear them.';
	// It looks for the first time in the middle of the sentence.
	const ear = earOf(talk.subarray(0, samplesIn(3_300)), silence(250), await say(says), silence(1_000));
	await expectToHear(ear, { says, ratherThan: [GREETING], after: AT, within: 9_000 });
});

describe('does not hear', () => {
	test('the answer of the turn before, which is over', async () => {
		const ear = earOf(await say(NINE), silence(4_000));
		const after = AT + 2_500;
		const error = await failure(ear, { says: NINE, after, within: 1_000 });
		expect(error.message).toContain('nobody spoke. The loudest moment had -120 dBFS.');
	});

	test('a sentence that begins too late', async () => {
		const ear = earOf(silence(3_000), await say(NINE), silence(1_000));
		await failure(ear, { says: NINE, after: AT, within: 2_000 });
	});

	test('another sentence; a person can read what was heard instead, and listen to it', async () => {
		const sound = await say(FIVE);
		const ear = earOf(silence(500), sound, silence(4_000));
		const { message, file } = await failure(ear, {
			says: NINE,
			ratherThan: [FIVE, GREETING],
			after: AT,
			within: 2_000,
		});
		const lines = message.split('\n');
		expect(lines[0]).toBe(`Expected to hear "${NINE}" within 2000 ms from 22:13:20.000 on, but heard:`);
		expect(lines[1]).toMatch(/^ {2}22:13:20\.5\d\d to 22:13:21\.\d{3}, -\d\d dBFS: said$/);
		expect(lines[2]).toMatch(/^ {4}(0\.9\d\d|1\.000) "It is ten past five\."$/);
		expect(lines[3]).toMatch(/^ {4}0\.\d{3} "It is ten past nine\." <- expected$/);
		expect(lines[5]).toBe('  (said: at least 0.88, and rather than any other)');
		expect(message).toContain(file);
		expect((await readFile(file)).subarray(44).length).toBeGreaterThan(sound.length * 2);
	});

	test('an answer that is cut in half', async () => {
		const sound = await say(NINE);
		const ear = earOf(silence(500), sound.subarray(0, sound.length / 2), silence(3_000));
		await failure(ear, { says: NINE, after: AT, within: 2_000 });
	});

	test('anything while the ear is deaf', async () => {
		const { ear, hear, deafen } = makeEar(() => AT);
		hear({ at: AT, rate: RATE, samples: joined(silence(500)) });
		deafen('the tab was closed');
		await expect(expectToHear(ear, { says: NINE, after: AT, within: 2_000 })).rejects.toThrow(DeafError);
	});
});
