/**
 * Whether a call can go on after an error of one of its models. Pure.
 *
 * An error that agents calls unrecoverable was tried four times over, or is one that no further try mends. agents ends
 * the session at the first of a recogniser and at the fourth of a model or a voice, and counts sentences: one answer of
 * four sentences that the voice cannot say is four errors. Here answers are counted: one is borne, because it may have
 * been about its words; a second one in a row is not, because whoever asks has then waited twice for nothing. A
 * recogniser, or a realtime session, is gone with its error, and none is borne.
 *
 * @module
 */

export type Model = 'stt' | 'llm' | 'tts' | 'realtime';

export interface ModelError {
	readonly model: Model;
	/** agents tries again. */
	readonly isRecoverable: boolean;
	/** Number of the answer that was being made. */
	readonly answer: number;
}

/** The answer that a model has failed last; null: it has made one since. */
export interface Failures {
	readonly llm: number | null;
	readonly tts: number | null;
}

export const NO_FAILURES: Failures = { llm: null, tts: null };

export type Judgement = 'recovers' | 'borne' | 'fatal';

export function judge(failures: Failures, { model, isRecoverable, answer }: ModelError): Judgement {
	if (isRecoverable) return 'recovers';
	if (model === 'stt' || model === 'realtime') return 'fatal';
	const failed = failures[model];
	return failed === null || failed === answer ? 'borne' : 'fatal';
}

export const failed = (failures: Failures, { model, answer }: ModelError): Failures =>
	model === 'llm' || model === 'tts' ? { ...failures, [model]: answer } : failures;

/** An answer came, and these models have had a part in it. */
export const made = (failures: Failures, by: { readonly llm: boolean; readonly tts: boolean }): Failures => ({
	llm: by.llm ? null : failures.llm,
	tts: by.tts ? null : failures.tts,
});
