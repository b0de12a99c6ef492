/**
 * Recognises what a grammar allows, and rejects the rest: pocketsphinx, as a process for each of two passes over an
 * utterance. The two take 30 and 45 ms; with their start and their files, 80 to 130 ms on a busy machine.
 *
 * @module
 */
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Grammar } from '../brain/grammar.ts';
import { type Decoding, readDecoding } from './decoding.ts';
import { pickWords } from './dictionary.ts';
import type { Pocketsphinx } from './find.ts';
import { makeFolder } from './folder.ts';
import { type Judgement, judge } from './judgement.ts';
import { isQuiet } from './loudness.ts';

const run = promisify(execFile);

export const RECOGNISER_SAMPLE_RATE = 16_000;
/** No command is longer; decoding a monologue would keep a core busy. */
const LONGEST = 10 * RECOGNISER_SAMPLE_RATE;
const DEADLINE_MS = 5_000;

export type Recognition = Judgement | { readonly outcome: 'too_long' | 'too_quiet' };

export interface Recogniser {
	/**
	 * @param pcm mono, 16 kHz
	 * @throws the signal's reason, or an Error when pocketsphinx fails
	 */
	recognise(pcm: Int16Array, signal?: AbortSignal): Promise<Recognition>;
	/** Removes its files. */
	close(): Promise<void>;
}

/** Writes the grammar, once for the process: do it before there is a call. */
export async function makeRecogniser(sphinx: Pocketsphinx, { jsgf, words }: Grammar): Promise<Recogniser> {
	const pronunciations = pickWords(await readFile(sphinx.dictionary, 'utf8'), words);
	const folder = await makeFolder();
	const [grammar, dictionary] = [join(folder.path, 'commands.gram'), join(folder.path, 'words.dict')];
	await writeFile(grammar, jsgf);
	await writeFile(dictionary, pronunciations);

	const passes = {
		grammar: ['-jsgf', grammar],
		// With the default weight of the phone model a long sentence costs more than its sound: others pass as commands.
		phones: ['-allphone', sphinx.phones, '-allphone_ci', 'yes', '-lw', '2'],
	};
	let lastId = 0;

	async function decode(id: string, pass: keyof typeof passes, signal?: AbortSignal): Promise<Decoding | null> {
		const segments = join(folder.path, `${id}.${pass}`);
		// Files, because a child's standard input is a socket, which `-infile /dev/stdin` reads as silence.
		const args = ['-adcin', 'yes', '-cepdir', folder.path, '-cepext', '.raw', '-ctl', join(folder.path, `${id}.ctl`)];
		const model = ['-hmm', sphinx.acoustic, '-dict', dictionary, '-logfn', '/dev/null'];
		await run(sphinx.command, [...args, ...model, ...passes[pass], '-hypseg', segments], {
			timeout: DEADLINE_MS,
			...(signal && { signal }),
		});
		return readDecoding(await readFile(segments, 'utf8'));
	}

	return {
		async recognise(pcm, signal) {
			signal?.throwIfAborted();
			if (pcm.length === 0) return { outcome: 'nothing' };
			if (pcm.length > LONGEST) return { outcome: 'too_long' };
			if (isQuiet(pcm)) return { outcome: 'too_quiet' };
			const id = `utterance${++lastId}`;
			const files = ['raw', 'ctl', ...Object.keys(passes)].map((extension) => join(folder.path, `${id}.${extension}`));
			try {
				await writeFile(join(folder.path, `${id}.raw`), new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength));
				await writeFile(join(folder.path, `${id}.ctl`), `${id}\n`);
				const both = [decode(id, 'grammar', signal), decode(id, 'phones', signal)] as const;
				// Both are over before their files go.
				await Promise.allSettled(both);
				const [grammar, phones] = await Promise.all(both);
				return judge(grammar, phones);
			} catch (error) {
				signal?.throwIfAborted();
				throw error;
			} finally {
				await Promise.all(files.map((file) => rm(file, { force: true })));
			}
		},
		close: () => folder.remove(),
	};
}
