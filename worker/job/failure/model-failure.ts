/**
 * When a model of the call fails: what is said of it, and how the agent ends when it cannot go on. Another agent then
 * takes over, and whoever is there knows why it is another one.
 *
 * @module
 */
import type { llm, voice } from '@livekit/agents';
import { type Log, nameOf } from '../../log.ts';
import { within } from '../../within.ts';
import { failed, judge, type Model, type ModelError, made, NO_FAILURES } from './judge.ts';

export interface ModelFailureOptions {
	/** A question got no answer. */
	readonly stumble: string;
	/** The agent cannot go on. */
	readonly farewell: string;
	/** Resolves when it was said; fails without a voice. */
	readonly say: (text: string) => Promise<void>;
	/** As text: stored, and shown to the page. */
	readonly write: (text: string) => void;
	/** Ends the agent's process, as failed. */
	readonly end: () => void;
	readonly log: Log;
	readonly withinMs?: number;
}

export interface ModelFailure {
	/** Another answer, or anything else that the agent says, is being made. */
	begun(): void;
	/** Something was said. */
	added(item: llm.ChatItem): void;
	error(error: voice.ErrorEvent['error']): void;
	/** agents has closed the session, because of an error that it did not tell of. */
	closed(): void;
	/** The call is over: what its models say now, as they are taken down, is no failure of theirs. */
	close(): void;
}

/** Of a sentence that may be said after another one. */
const SAID_WITHIN_MS = 8_000;

const MODELS: Readonly<Record<string, Model>> = {
	stt_error: 'stt',
	llm_error: 'llm',
	tts_error: 'tts',
	realtime_model_error: 'realtime',
};

export function makeModelFailure(options: ModelFailureOptions): ModelFailure {
	const { stumble, farewell, say, write, end, log, withinMs = SAID_WITHIN_MS } = options;
	let failures = NO_FAILURES;
	let answer = 0;
	let isOver = false;
	let isClosed = false;
	/** What was said last is a turn of the call. */
	let isKept = false;
	/** Of each model, the answer whose errors are in the log. */
	const logged = new Map<string, number>();

	async function endAs(model: Model | null): Promise<void> {
		isOver = true;
		if (model === 'stt' || model === 'llm') await within(withinMs, attempt(farewell));
		if (!isKept) write(farewell);
		end();
	}
	async function attempt(text: string): Promise<void> {
		try {
			await say(text);
		} catch {
			// Closed, or a voice that needs the model to speak.
		}
	}
	/** Once for an answer: a model that tries again says so each time, and a voice fails by the sentence. */
	function logOnce(error: unknown, { model }: ModelError, outcome: ReturnType<typeof judge>): void {
		const key = `${model} ${outcome}`;
		if (logged.get(key) === answer) return;
		logged.set(key, answer);
		const level = outcome === 'recovers' ? 'warn' : 'error';
		log({ level, event: 'model_failed', model, outcome, error: nameOf(error) });
	}

	return {
		begun() {
			answer += 1;
		},
		added(item) {
			if (item.type !== 'message' || item.role !== 'assistant') return;
			if (isOver && item.textContent === farewell) isKept = true;
			const { llmNodeTtft, ttsNodeTtfb } = item.metrics;
			failures = made(failures, { llm: llmNodeTtft !== undefined, tts: ttsNodeTtfb !== undefined });
		},
		error(error) {
			const model = 'type' in error ? MODELS[error.type] : undefined;
			if (isClosed) return;
			// What tells an interruption from a murmur has failed: agents does without.
			if (model === undefined || !('error' in error)) return;
			const seen = { model, isRecoverable: error.recoverable, answer };
			const outcome = judge(failures, seen);
			logOnce(error.error, seen, outcome);
			if (outcome === 'recovers') return;
			failures = failed(failures, seen);
			// Else agents closes the session in this very moment, and nothing more can be said.
			error.recoverable = true;
			if (isOver) return;
			if (outcome === 'fatal') void endAs(model);
			else if (model === 'llm') void attempt(stumble);
		},
		closed() {
			if (!isOver && !isClosed) void endAs(null);
		},
		close() {
			isClosed = true;
		},
	};
}
