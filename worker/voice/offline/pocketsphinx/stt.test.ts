import { stt } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';
import { describe, expect, test } from 'vitest';
import type { Recogniser } from './recogniser.ts';
import { PocketsphinxSTT } from './stt.ts';

const second = (rate: number): AudioFrame => new AudioFrame(new Int16Array(rate), rate, 1, rate);

/** Answers as it is told and notes what it was given. */
function fakeRecogniser(answer: Recogniser['recognise']): Recogniser & { readonly heard: number[] } {
	const heard: number[] = [];
	return {
		heard,
		recognise(pcm, signal) {
			heard.push(pcm.length);
			return answer(pcm, signal);
		},
		close: () => Promise.resolve(),
	};
}
const hello = fakeRecogniser(() => Promise.resolve({ outcome: 'heard', text: 'hello' }));
const transcript = async (recogniser: Recogniser, signal?: AbortSignal): Promise<string | undefined> =>
	(await new PocketsphinxSTT(recogniser).recognize(second(16_000), signal)).alternatives?.[0].text;

describe('PocketsphinxSTT', () => {
	test('gives what was heard as a final transcript', async () => {
		expect(await new PocketsphinxSTT(hello).recognize(second(16_000))).toMatchObject({
			type: stt.SpeechEventType.FINAL_TRANSCRIPT,
			alternatives: [{ text: 'hello', language: 'en' }],
		});
	});

	test('gives an empty transcript for what was not understood', async () => {
		expect(await transcript(fakeRecogniser(() => Promise.resolve({ outcome: 'rejected', reason: 'unlikely' })))).toBe(
			'',
		);
		expect(await transcript(fakeRecogniser(() => Promise.resolve({ outcome: 'too_long' })))).toBe('');
	});

	test('has the recogniser hear 16 kHz, all of it, whatever the room sends', async () => {
		const recogniser = fakeRecogniser(() => Promise.resolve({ outcome: 'nothing' }));
		const ears = new PocketsphinxSTT(recogniser);
		await ears.recognize([second(24_000), second(24_000)]);
		await ears.recognize(second(48_000));
		await ears.recognize(second(16_000));
		const [two, one, same] = recogniser.heard;
		expect(Math.abs((two ?? 0) - 32_000)).toBeLessThan(320);
		expect(Math.abs((one ?? 0) - 16_000)).toBeLessThan(320);
		expect(same).toBe(16_000);
	});

	test('ends quietly when the call does, and fails loudly when pocketsphinx does', async () => {
		const failing = fakeRecogniser(() => Promise.reject(new Error('broken')));
		expect(await transcript(failing, AbortSignal.abort())).toBe('');
		await expect(transcript(failing)).rejects.toThrow('broken');
	});

	test('refuses to stream, and says what to do', () => {
		expect(() => new PocketsphinxSTT(hello).stream()).toThrow('StreamAdapter');
	});
});
