/**
 * The voice that needs no key and no network: flite speaks, rules think, and where pocketsphinx is installed it hears
 * commands; elsewhere it is typed to.
 *
 * @module
 */
import type { Listens } from '../../../functions/protocol/call.ts';
import { loadVad } from '../vad.ts';
import type { Env, Pipeline, VoiceContext, WarmVoice } from '../voice.ts';
import { makeGrammar } from './brain/grammar.ts';
import { OfflineBrain } from './brain/llm.ts';
import { makePrepared } from './flite/prepared.ts';
import { makeFlite, type Speech } from './flite/speech.ts';
import { FliteTTS } from './flite/tts.ts';
import { findPocketsphinx } from './pocketsphinx/find.ts';
import { makeRecogniser } from './pocketsphinx/recogniser.ts';
import { PocketsphinxSTT } from './pocketsphinx/stt.ts';

/** What this machine can understand, without loading anything. */
export const offlineListens = (env: Env): Listens => (findPocketsphinx(env).outcome === 'present' ? 'speech' : 'text');

export interface OfflineOptions {
	/** For the path on which pocketsphinx may be. */
	readonly env: Env;
	/** From 0 up to, not including, 1. */
	readonly random: () => number;
	readonly newId: () => string;
	/** pocketsphinx is there but of no use (another model, no folder to write to): the agent is typed to instead. */
	readonly onDeaf?: (error: unknown) => void;
}

/** A warm offline voice, and how to let go of it. */
export interface WarmOfflineVoice extends WarmVoice {
	make(context: VoiceContext): Pipeline;
	/** Ends flite's thread and removes the recogniser's files. A process that ends has no need of it. */
	close(): Promise<void>;
}

/** Loads everything that a call would otherwise wait for: for a job process's prewarm. */
export async function warmOfflineVoice({ env, random, newId, onDeaf }: OfflineOptions): Promise<WarmOfflineVoice> {
	const sphinx = findPocketsphinx(env);
	// Not thrown: a prewarm that fails is tried again without end, and takes calls that then never start.
	const deaf = (error: unknown): null => {
		onDeaf?.(error);
		return null;
	};
	const flite = makeFlite({ voice: 'slt' });
	const prepared = makePrepared<Speech>();
	const [vad, recogniser] = await Promise.all([
		loadVad(),
		sphinx.outcome === 'present' ? makeRecogniser(sphinx, makeGrammar()).catch(deaf) : null,
		// WebAssembly is compiled function by function as it runs: a first sentence takes four times as long.
		flite.synthesize('Hello there.'),
	]);
	return {
		kind: 'offline',
		listens: recogniser === null ? 'text' : 'speech',
		make(): Pipeline {
			const tts = new FliteTTS(flite, prepared);
			return {
				kind: 'pipeline',
				llm: new OfflineBrain({ random, newId }),
				tts,
				vad,
				...(recogniser && { stt: new PocketsphinxSTT(recogniser) }),
				prepare: (text) => void tts.prepare(text),
			};
		},
		prepare: (text) => new FliteTTS(flite, prepared).prepare(text),
		async close() {
			await Promise.all([flite.close(), recogniser?.close(), vad.close()]);
		},
	};
}
