import { llm, voice } from '@livekit/agents';
import { describe, expect, it, vi } from 'vitest';
import { type Answered, makeAnswers } from './answers.ts';
import { makeFragileSession } from './failure/testing.ts';

type Metrics = llm.ChatMessage['metrics'];
const message = (role: 'user' | 'assistant', metrics: Metrics = {}, createdAt = 0) =>
	llm.ChatMessage.create({ role, content: 'words', metrics, createdAt });

describe('an answer', () => {
	it('to what was said tells what it was waited for', () => {
		const tell = makeAnswers();
		expect(tell(message('user', { transcriptionDelay: 0.0303, endOfTurnDelay: 0.3 }))).toBeNull();
		const metrics = { startedSpeakingAt: 9, e2eLatency: 0.5554, llmNodeTtft: 0.1, ttsNodeTtfb: 0.05 };
		expect(tell(message('assistant', metrics))).toEqual({
			ms: 555,
			asked: 'speech',
			transcriptionMs: 30,
			turnEndMs: 300,
			llmMs: 100,
			ttsMs: 50,
		});
	});

	it('to what was typed is timed from its message', () => {
		const tell = makeAnswers();
		tell(message('user', {}, 1_000));
		expect(tell(message('assistant', { startedSpeakingAt: 1.25 }))).toMatchObject({
			ms: 250,
			asked: 'text',
			llmMs: null,
		});
	});

	it('is the first of what follows a question, and nothing that was said unasked', () => {
		const tell = makeAnswers();
		const heard = message('assistant', { startedSpeakingAt: 2 });
		expect(tell(heard)).toBeNull();
		tell(message('user'));
		expect(tell(heard)).not.toBeNull();
		expect(tell(heard)).toBeNull();
	});

	it('that nobody heard is none', () => {
		const tell = makeAnswers();
		tell(message('user'));
		expect(tell(message('assistant', { llmNodeTtft: 1 }))).toBeNull();
	});

	it('of agents’ own session is measured', async () => {
		const { session } = makeFragileSession();
		const tell = makeAnswers();
		const answers: Answered[] = [];
		session.on(voice.AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
			const answered = tell(item);
			if (answered !== null) answers.push(answered);
		});
		await session.start({ agent: new voice.Agent({ instructions: '' }) });
		await session.generateReply({ userInput: 'count to three' }).waitForPlayout();
		await vi.waitFor(() => expect(answers).toHaveLength(1));
		expect(answers).toEqual([
			{
				ms: expect.any(Number),
				asked: 'text',
				transcriptionMs: null,
				turnEndMs: null,
				llmMs: expect.any(Number),
				ttsMs: expect.any(Number),
			},
		]);
		expect(answers[0]?.ms).toBeGreaterThanOrEqual(0);
		expect(answers[0]?.ms).toBeLessThan(10_000);
	});
});
