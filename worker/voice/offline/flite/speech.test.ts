import { createHash } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { FLITE_SAMPLE_RATE, type Flite, type FliteVoice, makeFlite } from './speech.ts';

const SENTENCE = 'Hello there.';
const hash = (pcm: Int16Array): string => createHash('sha256').update(pcm).digest('hex');
const loudest = (pcm: Int16Array): number => pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

const open: Flite[] = [];
const flite = (voice: FliteVoice, options: Partial<Parameters<typeof makeFlite>[0]> = {}): Flite => {
	const made = makeFlite({ voice, ...options });
	open.push(made);
	return made;
};
afterAll(() => Promise.all(open.map((each) => each.close())));

/** A thread that answers each text with one sample, unless the text asks for something else. */
const PUPPET = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ id, text }) => {
	if (text === 'die') process.exit(3);
	else if (text === 'fail') parentPort.postMessage({ type: 'failed', id, reason: 'no' });
	else if (text !== 'hang') parentPort.postMessage({ type: 'said', id, pcm: Int16Array.of(text.length) });
});
parentPort.postMessage({ type: 'ready' });`;

describe('makeFlite', () => {
	const slt = flite('slt');

	test('says a sentence that can be heard, and begins within 60 ms of it', async () => {
		const { pcm, sampleRate } = await slt.synthesize(SENTENCE);
		expect(sampleRate).toBe(FLITE_SAMPLE_RATE);
		expect(pcm.length / sampleRate).toBeGreaterThan(0.5);
		expect(loudest(pcm)).toBeGreaterThan(5_000);
		expect(loudest(pcm.subarray(0, (sampleRate * 60) / 1000))).toBeGreaterThan(100);
	});

	test('says the same text with the same bytes, another text and another voice with others', async () => {
		const again = flite('slt');
		const rms = flite('rms');
		const [first, second, third, other, voice] = await Promise.all([
			slt.synthesize(SENTENCE),
			slt.synthesize(SENTENCE),
			again.synthesize(SENTENCE),
			slt.synthesize('Hello here.'),
			rms.synthesize(SENTENCE),
		]);
		expect(hash(second.pcm)).toBe(hash(first.pcm));
		expect(hash(third.pcm)).toBe(hash(first.pcm));
		expect(hash(other.pcm)).not.toBe(hash(first.pcm));
		expect(hash(voice.pcm)).not.toBe(hash(first.pcm));
	});

	test('gives sound whose memory belongs to the caller', async () => {
		const { pcm } = await slt.synthesize(SENTENCE);
		expect(pcm.buffer.byteLength).toBe(pcm.byteLength);
		pcm.fill(0);
		expect(loudest((await slt.synthesize(SENTENCE)).pcm)).toBeGreaterThan(5_000);
	});

	test('makes nothing of a text without words', async () => {
		for (const text of ['', '  ', '...', '\u0000', '你好']) expect((await slt.synthesize(text)).pcm).toHaveLength(0);
	});

	test('is not led astray by text that looks like an argument', async () => {
		const plain = await slt.synthesize('voice foo');
		const { pcm } = await slt.synthesize('-voice foo');
		expect(pcm.length).toBeGreaterThanOrEqual(plain.pcm.length * 0.9);
	});

	test('leaves the main thread free while it speaks', async () => {
		let ticks = 0;
		const timer = setInterval(() => ticks++, 1);
		await slt.synthesize('One, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve.');
		clearInterval(timer);
		expect(ticks).toBeGreaterThan(5);
	});
});

describe('the queue', () => {
	test('answers in the order of the calls', async () => {
		const puppet = flite('slt', { thread: PUPPET });
		const order: string[] = [];
		await Promise.all(['a', 'bb', 'ccc'].map((text) => puppet.synthesize(text).then(() => order.push(text))));
		expect(order).toEqual(['a', 'bb', 'ccc']);
	});

	test('an aborted text is dropped at once, whether it waits or is being spoken; the next one is spoken', async () => {
		const puppet = flite('slt', { thread: PUPPET, deadlineMs: 400 });
		const [spoken, waiting] = [new AbortController(), new AbortController()];
		const hanging = puppet.synthesize('hang', spoken.signal);
		const queued = puppet.synthesize('queued', waiting.signal);
		waiting.abort(new Error('not that'));
		spoken.abort(new Error('nor that'));
		await expect(queued).rejects.toThrow('not that');
		await expect(hanging).rejects.toThrow('nor that');
		await expect(puppet.synthesize('next')).resolves.toMatchObject({ pcm: Int16Array.of(4) });
		await expect(puppet.synthesize('late', AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
	});
});

describe('the thread', () => {
	test('is replaced when it dies; only the text that it died over is lost', async () => {
		const puppet = flite('slt', { thread: PUPPET });
		const [dead, next] = [puppet.synthesize('die'), puppet.synthesize('next')];
		await expect(dead).rejects.toMatchObject({ name: 'FliteError', code: 'thread_died' });
		await expect(next).resolves.toMatchObject({ pcm: Int16Array.of(4) });
	});

	test('is ended and replaced when it hangs', async () => {
		const puppet = flite('slt', { thread: PUPPET, deadlineMs: 400 });
		await expect(puppet.synthesize('hang')).rejects.toMatchObject({ code: 'timed_out' });
		await expect(puppet.synthesize('next')).resolves.toMatchObject({ pcm: Int16Array.of(4) });
	});

	test('may fail at one text and lives on', async () => {
		const puppet = flite('slt', { thread: PUPPET });
		await expect(puppet.synthesize('fail')).rejects.toMatchObject({ code: 'synthesis_failed' });
		await expect(puppet.synthesize('next')).resolves.toMatchObject({ pcm: Int16Array.of(4) });
	});

	test('that cannot start makes a named error, for who waits for it and for who speaks', async () => {
		const broken = flite('slt', { thread: 'throw new Error("not here")' });
		await expect(broken.ready()).rejects.toMatchObject({ code: 'thread_died', cause: { message: 'not here' } });
		await expect(broken.synthesize('hello')).rejects.toMatchObject({ code: 'thread_died' });
	});

	test('is gone after close, and says so', async () => {
		const puppet = flite('slt', { thread: PUPPET });
		const speaking = expect(puppet.synthesize('hang')).rejects.toMatchObject({ code: 'closed' });
		await puppet.ready();
		await puppet.close();
		await speaking;
		await expect(puppet.synthesize('hello')).rejects.toMatchObject({ code: 'closed' });
	});
});
