import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { makeGrammar } from '../brain/grammar.ts';
import { makeFlite } from '../flite/speech.ts';
import { findPocketsphinx, type Pocketsphinx } from './find.ts';
import { makeRecogniser, type Recogniser } from './recogniser.ts';

/** A second of something. */
const loud = new Int16Array(16_000).fill(8_000);

const found = findPocketsphinx(process.env);
const skipped = found.outcome === 'absent' ? `, skipped: found no ${found.missing}` : '';

/** What a recogniser would hear: silence, speech, silence. */
function padded(pcm: Int16Array): Int16Array {
	const all = new Int16Array(pcm.length + 12_800);
	all.set(pcm, 8_000);
	return all;
}

describe.skipIf(found.outcome === 'absent')(`the recogniser${skipped}`, () => {
	const flite = makeFlite({ voice: 'rms' });
	let recogniser: Recogniser;
	const hear = async (text: string) => recogniser.recognise(padded((await flite.synthesize(text)).pcm));

	beforeAll(async () => {
		if (found.outcome === 'present') recogniser = await makeRecogniser(found, makeGrammar());
	});
	afterAll(async () => {
		await flite.close();
		await recogniser.close();
	});

	test.each(['what time is it in tokyo', 'add bread to my list', 'my name is maria', 'count to twenty one', 'yes'])(
		'hears "%s"',
		async (command) => {
			expect(await hear(command)).toMatchObject({ outcome: 'heard', text: command });
		},
	);

	test.each([
		'could you book me a flight to boston',
		'the quick brown fox jumps over the lazy dog',
		'good evening ladies and gentlemen',
	])('rejects "%s", which a grammar alone would take for a command', async (sentence) => {
		expect(await hear(sentence)).toHaveProperty('outcome', 'rejected');
	});

	test('hears nothing in silence and in no sound at all, and does not listen to a monologue', async () => {
		expect(await recogniser.recognise(new Int16Array(16_000))).toEqual({ outcome: 'too_quiet' });
		expect(await recogniser.recognise(new Int16Array(0))).toEqual({ outcome: 'nothing' });
		expect(await recogniser.recognise(new Int16Array(11 * 16_000))).toEqual({ outcome: 'too_long' });
	});

	test('keeps no sound, and nothing at all after close', async () => {
		if (found.outcome === 'absent') return;
		const place = await mkdtemp(join(tmpdir(), 'greenroom-place-'));
		vi.stubEnv('TMPDIR', place);
		onTestFinished(async () => {
			vi.unstubAllEnvs();
			await rm(place, { recursive: true });
		});
		const another = await makeRecogniser(found, makeGrammar());
		const [folder = ''] = await readdir(place);
		await another.recognise(loud);
		expect(await readdir(join(place, folder))).toEqual(['commands.gram', 'words.dict']);
		await another.close();
		expect(await readdir(place)).toEqual([]);
	});
});

describe('a pocketsphinx that does not do its work', () => {
	/** A command that notes its process and then does `then`. */
	async function standIn(then: string): Promise<{ recogniser: Recogniser; pids: () => Promise<number[]> }> {
		const folder = await mkdtemp(join(tmpdir(), 'greenroom-stand-in-'));
		const [command, dictionary, log] = ['command', 'dictionary', 'log'].map((name) => join(folder, name));
		if (command === undefined || dictionary === undefined || log === undefined) throw new Error('no paths');
		await writeFile(command, `#!/bin/sh\necho $$ >> ${log}\n${then}\n`);
		await chmod(command, 0o755);
		await writeFile(dictionary, 'hello HH AH L OW\n');
		await writeFile(log, '');
		const sphinx: Pocketsphinx = { outcome: 'present', command, dictionary, acoustic: folder, phones: folder };
		const recogniser = await makeRecogniser(sphinx, { jsgf: '', words: ['hello'] });
		onTestFinished(async () => {
			await recogniser.close();
			await rm(folder, { recursive: true });
		});
		return {
			recogniser,
			pids: async () => (await readFile(log, 'utf8')).trim().split('\n').filter(Boolean).map(Number),
		};
	}
	const lives = (pid: number): boolean => {
		try {
			return process.kill(pid, 0);
		} catch {
			return false;
		}
	};

	test('is killed when nobody waits for it any more', async () => {
		const { recogniser, pids } = await standIn('exec sleep 30');
		const abort = new AbortController();
		const recognising = recogniser.recognise(loud, abort.signal);
		await vi.waitFor(async () => expect(await pids()).toHaveLength(2), { timeout: 5_000 });
		expect((await pids()).every(lives)).toBe(true);
		abort.abort(new Error('gone'));
		await expect(recognising).rejects.toThrow('gone');
		await vi.waitFor(async () => expect((await pids()).some(lives)).toBe(false), { timeout: 5_000 });
	});

	test('makes an error', async () => {
		const { recogniser } = await standIn('exit 1');
		await expect(recogniser.recognise(loud)).rejects.toThrow('Command failed');
	});
});
