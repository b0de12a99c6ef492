/**
 * Whether a voice can be used at all, asked once before a worker takes calls. Without it a worker with a wrong key takes
 * call after call, and none of them says a word.
 *
 * @module
 */
import { EnvironmentError } from '../../functions/protocol/environment.ts';
import type { WorkerConfig } from '../config.ts';
import type { Log } from '../log.ts';
import { readInference } from './inference/index.ts';
import { inferenceToken } from './inference/token.ts';
import { readOpenAI } from './openai/index.ts';
import type { Env } from './voice.ts';

/** `unknown`: nothing was learned, and calls are taken. */
export type VoiceCheck = 'none_needed' | 'accepted' | 'unknown';

interface Question {
	readonly baseURL: string;
	readonly token: string;
	/** What is wrong when the answer is no. */
	readonly names: string;
}

const WITHIN_MS = 3_000;

/** @throws EnvironmentError naming what is missing, or the key that a server refuses */
export async function checkVoice(kind: WorkerConfig['voice'], env: Env, log: Log): Promise<VoiceCheck> {
	const answers = await Promise.all((await questionsOf(kind, env)).map(ask));
	for (const { outcome, status, host } of answers)
		log({ level: outcome === 'accepted' ? 'info' : 'warn', event: 'voice_checked', outcome, status, host });
	if (answers.length === 0) return 'none_needed';
	return answers.every(({ outcome }) => outcome === 'accepted') ? 'accepted' : 'unknown';
}

async function questionsOf(kind: WorkerConfig['voice'], env: Env): Promise<Question[]> {
	switch (kind) {
		case 'offline':
			return [];
		case 'openai': {
			const { access, realtime } = readOpenAI(env);
			const servers = realtime === null ? [access.llm, access.stt, access.tts] : [realtime.access];
			const keys = new Map(servers.map(({ baseURL, apiKey }) => [baseURL, apiKey]));
			return [...keys].map(([baseURL, token]) => ({ baseURL, token, names: 'OPENAI_API_KEY' }));
		}
		case 'inference': {
			const { access, keyNames } = readInference(env);
			return [{ baseURL: access.baseURL, token: await inferenceToken(access), names: keyNames }];
		}
	}
}

interface Answer {
	readonly outcome: 'accepted' | 'unknown';
	/** 0: there was none. */
	readonly status: number;
	readonly host: string;
}

/** The list of models costs nothing, and needs a key. */
async function ask({ baseURL, token, names }: Question): Promise<Answer> {
	const { host } = new URL(baseURL);
	try {
		const response = await fetch(`${baseURL.replace(/\/$/, '')}/models`, {
			headers: { authorization: `Bearer ${token}` },
			signal: AbortSignal.timeout(WITHIN_MS),
		});
		await response.body?.cancel();
		const { status } = response;
		if (status === 401 || status === 403) throw new EnvironmentError([`${names}: refused by ${host} (${status})`]);
		return { outcome: response.ok ? 'accepted' : 'unknown', status, host };
	} catch (error) {
		if (error instanceof EnvironmentError) throw error;
		return { outcome: 'unknown', status: 0, host };
	}
}
