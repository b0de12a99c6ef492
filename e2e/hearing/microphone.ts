/**
 * Chromium's fake microphone as a caller's mouth. Each `getUserMedia` reads the file anew and plays it from its start, so
 * a caller who is to speak later has silence first, and one who is to say something else after a reload gets another file
 * before it. When it was opened shows in the file's access time, without a line of script in the caller's page.
 *
 * @module
 */
import { mkdtemp, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type FliteVoice, makeFlite } from '../../worker/voice/offline/flite/speech.ts';
import { fromPcm16, type Span } from './recording.ts';
import { layOut, type Speech } from './speech.ts';

export interface Utterance {
	/** Milliseconds from when the microphone is opened. */
	readonly at: number;
	readonly says: string;
}

export interface Microphone {
	/** For `--use-file-for-fake-audio-capture`. */
	readonly file: string;
	/** What is said from the next opening on; nothing at first. Whoever has it open goes on with what was said before. */
	willSay(utterances: readonly Utterance[]): Promise<void>;
	/** When it was opened last since {@link willSay}, in milliseconds since the epoch; `null`: not yet. */
	openedAt(): Promise<number | null>;
	/**
	 * Waits until an utterance was said and tells when, in milliseconds since the epoch; exact to about 5 ms.
	 *
	 * @param index of the utterance in {@link willSay}
	 * @throws Error when it was not said `within` milliseconds from now
	 */
	said(index: number, wanted: { readonly within: number }): Promise<Span>;
	remove(): Promise<void>;
}

/** From the reading of the file to its first sample in a track; measured 4 to 6 ms, 15 to 19 with echo cancellation. */
const DEVICE_DELAY = 5;
const LOOK_EVERY = 20;
/** As last read: long ago. */
const NEVER = new Date(0);
/** As last written: in 2100. With `relatime` a read is noted only when the file was written after the last one. */
const EVER = new Date(4_102_444_800_000);

/** @param voice not the agent's: its recogniser must not be tested on its own voice */
export async function makeMicrophone(voice: FliteVoice = 'rms'): Promise<Microphone> {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-microphone-'));
	await assertReadsAreNoted(folder);
	const file = join(folder, 'speech.wav');
	const flite = makeFlite({ voice });
	let speech: Speech = layOut([]);

	async function write(): Promise<void> {
		const next = join(folder, 'next.wav');
		await writeFile(next, speech.wav);
		await utimes(next, NEVER, EVER);
		await rename(next, file);
	}

	async function openedAt(): Promise<number | null> {
		const { atimeMs } = await stat(file);
		return atimeMs > 0 ? atimeMs : null;
	}

	await write();
	return {
		file,
		openedAt,
		async willSay(utterances) {
			const lines = utterances.map(async ({ at, says }) => {
				const { pcm } = await flite.synthesize(says);
				return { at, samples: fromPcm16(pcm) };
			});
			speech = layOut(await Promise.all(lines));
			await write();
		},
		async said(index, { within }) {
			const line = speech.spoken[index];
			if (line === undefined) throw new RangeError(`the microphone will not say an utterance ${index}`);
			const deadline = Date.now() + within;
			for (;;) {
				const opened = await openedAt();
				const start = opened === null ? null : opened + DEVICE_DELAY;
				if (start !== null && start + line.to <= Date.now())
					return { beganAt: start + line.from, endedAt: start + line.to };
				if (Date.now() > deadline) throw new Error(notSaid(index, opened, within));
				await delay(LOOK_EVERY);
			}
		},
		async remove() {
			await flite.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

function notSaid(index: number, opened: number | null, within: number): string {
	const why =
		opened === null ? 'the page has not opened the microphone' : 'it comes later than that in what will be said';
	return `Utterance ${index} was not said within ${within} ms: ${why}.`;
}

async function assertReadsAreNoted(folder: string): Promise<void> {
	const probe = join(folder, 'probe');
	await writeFile(probe, 'x');
	await utimes(probe, NEVER, EVER);
	await readFile(probe);
	const { atimeMs } = await stat(probe);
	await rm(probe);
	if (atimeMs === 0) throw new Error(`${folder} is mounted noatime: set TMPDIR to a folder where reads are noted`);
}
