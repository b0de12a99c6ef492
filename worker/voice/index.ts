/**
 * The voices, by the value of `VOICE`.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import type { Listens } from '../../functions/protocol/call.ts';
import type { WorkerConfig } from '../config.ts';
import { type Log, nameOf } from '../log.ts';
import { inferenceVoice } from './inference/index.ts';
import { offlineListens, warmOfflineVoice } from './offline/index.ts';
import { openaiVoice } from './openai/index.ts';
import { loadVad } from './vad.ts';
import type { Env, WarmVoice } from './voice.ts';

export { checkVoice } from './check.ts';

/** How agents with this voice can be talked to; without loading it. */
export const listensOf = (kind: WorkerConfig['voice'], env: Env): Listens =>
	kind === 'offline' ? offlineListens(env) : 'speech';

/** Loads everything that a call would otherwise wait for. */
export async function prewarmVoice(kind: WorkerConfig['voice'], env: Env, log: Log): Promise<WarmVoice> {
	switch (kind) {
		case 'offline':
			return warmOfflineVoice({
				env,
				random: Math.random,
				newId: randomUUID,
				onDeaf: (error) => log({ level: 'warn', event: 'speech_not_recognised', error: nameOf(error) }),
			});
		case 'inference':
			return inferenceVoice(env, await loadVad());
		case 'openai':
			return openaiVoice(env, await loadVad());
	}
}
