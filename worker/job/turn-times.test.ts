import { llm } from '@livekit/agents';
import { expect, test } from 'vitest';
import { turnTimesOf } from './turn-times.ts';

const message = (role: 'user' | 'assistant', metrics: Partial<llm.ChatMessage['metrics']>) =>
	llm.ChatMessage.create({ role, content: 'words', metrics });

test('what agents has measured of a turn is known by our names', () => {
	expect(turnTimesOf(message('user', { transcriptionDelay: 0.2, endOfTurnDelay: 0.5, startedSpeakingAt: 1 }))).toEqual({
		turnTranscription: 0.2,
		turnEnd: 0.5,
	});
	expect(turnTimesOf(message('assistant', { e2eLatency: 0.9, llmNodeTtft: 0.3, ttsNodeTtfb: 0.1 }))).toEqual({
		turn: 0.9,
		turnModel: 0.3,
		turnVoice: 0.1,
	});
});

test('what was not measured, or cannot be, is left out', () => {
	expect(turnTimesOf(message('user', {}))).toBeNull();
	expect(turnTimesOf(message('assistant', { e2eLatency: Number.NaN, llmNodeTtft: -1, ttsNodeTtfb: 4e9 }))).toBeNull();
	expect(turnTimesOf(llm.FunctionCall.create({ callId: 'c', name: 'n', args: '{}' }))).toBeNull();
});
