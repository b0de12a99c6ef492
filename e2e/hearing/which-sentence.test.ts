import { beforeAll, describe, expect, test } from 'vitest';
import { makeFlite } from '../../worker/voice/offline/flite/speech.ts';
import { makeExpectedVoice, utterancesOf } from './expected-voice.ts';
import { fromPcm16, RATE, samplesIn } from './recording.ts';
import { resample } from './resample.ts';
import { sentenceOf } from './sentence.ts';
import { joined, louder, mixed, noise, silence } from './sounds.ts';
import { whichSentence } from './which-sentence.ts';

const TWO = 'You have two items.';
const THREE = 'You have three items.';
const LONG = 'One, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve.';
const BACK = 'Hello again. I am back. We were talking about your todo list.';
const NINE = 'It is ten past nine.';
const CANDIDATES = [TWO, THREE, LONG, BACK, NINE];

const flite = makeFlite({ voice: 'slt' });
const voice = makeExpectedVoice('slt');
/** As the agent says it. */
const spoken = async (text: string) => {
	const speeches = await Promise.all(utterancesOf(text).map((utterance) => flite.synthesize(utterance)));
	return joined(...speeches.map(({ pcm }) => fromPcm16(pcm)));
};

/** What a call does to speech: another volume, noise, silence around it. */
const arrived = (sound: Float32Array) => {
	const quiet = joined(silence(700), louder(sound, 0.6), silence(900));
	return mixed(quiet, noise(quiet.length, { amplitude: 0.0005 }));
};

const recognize = async (samples: Float32Array, candidates: readonly string[] = CANDIDATES) =>
	whichSentence({ at: 1_000_000, samples }, await Promise.all(candidates.map((text) => voice(text))));

describe('recognizes', () => {
	test.each(CANDIDATES)('%s', async (text) => {
		const recognition = await recognize(arrived(await spoken(text)));
		expect(recognition).toMatchObject({ outcome: 'said', text });
	});

	test.each([0.98, 1.02, 1.03])('a long sentence that is played at 1/%d of its speed', async (stretch) => {
		const sound = await spoken(LONG);
		const stretched = resample(sound, RATE, Math.round(RATE * stretch));
		expect(await recognize(arrived(stretched))).toMatchObject({ outcome: 'said', text: LONG });
	});

	test('the whole of an answer rather than its beginning', async () => {
		const [five, seven] = ['One, two, three, four, five.', 'One, two, three, four, five. Six, seven.'];
		for (const text of [five, seven]) {
			expect(await recognize(arrived(await spoken(text)), [five, seven])).toMatchObject({ outcome: 'said', text });
		}
	});

	test('a sentence in which the sound stalls', async () => {
		const sound = await spoken(NINE);
		const stalled = joined(sound.subarray(0, 7_000), silence(160), sound.subarray(7_000));
		expect(await recognize(arrived(stalled))).toMatchObject({ outcome: 'said', text: NINE });
	});

	test('two sentences with a longer pause between them', async () => {
		const sounds = [
			await spoken('Hello again. I am back.'),
			await spoken('We were talking about your todo list.'),
		] as const;
		const samples = arrived(joined(sounds[0], silence(350), sounds[1]));
		expect(await recognize(samples)).toMatchObject({ outcome: 'said', text: BACK });
	});

	test('a sentence after another one, and when it was said', async () => {
		const before = arrived(await spoken(NINE));
		const recognition = await recognize(joined(before, arrived(await spoken(TWO))), [TWO, THREE]);
		if (recognition.outcome !== 'said') throw new Error(recognition.outcome);
		const beginning = 1_000_000 + (before.length / RATE) * 1000 + 700;
		expect(Math.abs(recognition.span.beganAt - beginning)).toBeLessThan(60);
		expect(recognition.span.endedAt - recognition.span.beganAt).toBeGreaterThan(900);
		expect(recognition.span.endedAt - recognition.span.beganAt).toBeLessThan(1_500);
	});
});

describe('rejects', () => {
	let two: Float32Array;
	beforeAll(async () => {
		two = await spoken(TWO);
	});

	test('silence', async () => {
		expect(await recognize(silence(3_000))).toMatchObject({ outcome: 'nothing' });
	});

	test('noise, also when it is as loud as speech', async () => {
		expect(await recognize(noise(3_000))).toMatchObject({ outcome: 'unlike' });
	});

	test('a sentence that is none of the candidates', async () => {
		const recognition = await recognize(arrived(await spoken('Your name is Peter.')));
		expect(recognition.outcome).toBe('unlike');
		expect(recognition.ranking[0]?.score).toBeLessThan(0.8);
	});

	test.each([TWO, LONG, BACK])('the first half of: %s', async (text) => {
		const sound = await spoken(text);
		expect((await recognize(arrived(sound.subarray(0, sound.length / 2)))).outcome).toBe('unlike');
	});

	test('the second half', async () => {
		expect((await recognize(arrived(two.subarray(two.length / 2)))).outcome).toBe('unlike');
	});

	test('two voices at once', async () => {
		const other = await spoken(BACK);
		expect((await recognize(arrived(mixed(two, other)))).outcome).toBe('unlike');
	});

	test('the same words in another voice', async () => {
		const { pcm } = await makeFlite({ voice: 'rms' }).synthesize(TWO);
		expect((await recognize(arrived(fromPcm16(pcm)))).outcome).toBe('unlike');
	});

	test('a short answer inside a longer one', async () => {
		const recognition = await recognize(arrived(await spoken('Yesterday you said eleven things.')), ['Yes.', 'Seven.']);
		expect(recognition.outcome).toBe('unlike');
	});

	test('a piece out of what is said, which does not begin and end in silence', async () => {
		const sound = await spoken('We were talking about your todo list.');
		const piece = sentenceOf('a piece', [sound.subarray(samplesIn(600), samplesIn(1_000))]);
		const recording = { at: 0, samples: arrived(sound) };
		expect(whichSentence(recording, [piece]).outcome).toBe('unlike');
	});

	test('what cannot be told apart', async () => {
		expect((await recognize(arrived(two), [TWO, 'You have too items.'])).outcome).toBe('ambiguous');
	});
});
