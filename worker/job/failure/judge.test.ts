import { describe, expect, it } from 'vitest';
import { failed, judge, type ModelError, made, NO_FAILURES } from './judge.ts';

const error = (model: ModelError['model'], answer = 1): ModelError => ({ model, isRecoverable: false, answer });

describe('an error of a model', () => {
	it.each(['stt', 'llm', 'tts', 'realtime'] as const)('of which %s recovers by itself changes nothing', (model) => {
		expect(judge(NO_FAILURES, { ...error(model), isRecoverable: true })).toBe('recovers');
	});

	it.each(['stt', 'realtime'] as const)('ends the call when it is %s', (model) => {
		expect(judge(NO_FAILURES, error(model))).toBe('fatal');
	});

	it.each(['llm', 'tts'] as const)('of %s is borne for one answer, with all its sentences', (model) => {
		expect(judge(NO_FAILURES, error(model))).toBe('borne');
		const once = failed(NO_FAILURES, error(model));
		expect(judge(once, error(model))).toBe('borne');
		expect(judge(once, error(model, 2))).toBe('fatal');
	});

	it('is forgotten when that model has made an answer, and not when another one has', () => {
		const both = failed(failed(NO_FAILURES, error('llm')), error('tts'));
		expect(judge(made(both, { llm: true, tts: false }), error('llm', 2))).toBe('borne');
		expect(judge(made(both, { llm: true, tts: false }), error('tts', 2))).toBe('fatal');
		expect(judge(made(both, { llm: false, tts: true }), error('llm', 2))).toBe('fatal');
	});
});
