import { initializeLogger } from '@livekit/agents';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { bytesOf, spoken, WAIT } from '../testing.ts';
import { loadVad } from '../vad.ts';
import { type Answer, beginChat, callOpenAI, chat, hang, json, type OpenAIAnswers, refuse, SOUND } from './testing.ts';

let vad: Awaited<ReturnType<typeof loadVad>>;
beforeAll(async () => {
	initializeLogger({ pretty: false, level: 'silent' });
	vad = await loadVad();
});

const callWith = (answers: OpenAIAnswers) => callOpenAI({ vad, answers });

describe('a failure of', () => {
	const ask = { id: 'm_1', text: 'go on' };

	test.each([429, 500])('the model that passes (%i) is not noticed', async (status) => {
		const { speaker, turns, failures } = await callWith({
			chat: (response, asked, n) =>
				n === 0 ? refuse(status)(response, asked, n) : chat(response, [{ content: 'Yes.' }]),
		});
		speaker.answer(ask);
		await vi.waitFor(() => expect(turns.at(-1)?.text).toBe('Yes.'), WAIT);
		expect(failures.filter(({ recoverable }) => !recoverable)).toEqual([]);
	});

	test('the model for good is said once, whatever it was', async () => {
		for (const [answer, name, tries] of [
			[refuse(401), 'APIStatusError', 1],
			[refuse(500), 'APIStatusError', 2],
			[hang, 'APITimeoutError', 2],
		] as const) {
			const { server, speaker, failures } = await callWith({ chat: answer });
			speaker.answer(ask);
			await vi.waitFor(() => expect(failures.at(-1)?.recoverable).toBe(false), WAIT);
			expect(failures.at(-1)).toEqual({ type: 'llm_error', name, recoverable: false });
			expect(server.asked.chat).toHaveLength(tries);
		}
	});

	test('the model that begins and then hangs ends its answer', async () => {
		const { server, speaker, turns, failures } = await callWith({
			chat: (response) => beginChat(response)({ content: 'It is nine fifteen in the morning. And ' }),
		});
		speaker.answer(ask);
		await vi.waitFor(() => expect(turns).toHaveLength(2), WAIT);
		expect(failures).toEqual([{ type: 'llm_error', name: 'APITimeoutError', recoverable: false }]);
		await server.asked.chat[0]?.hungUp;
	});

	test('the model that says it is at work and then nothing is noticed as well', async () => {
		const { speaker, failures } = await callWith({ chat: (response) => void beginChat(response) });
		speaker.answer(ask);
		await vi.waitFor(() => expect(failures).toHaveLength(1), WAIT);
		expect(failures).toEqual([{ type: 'llm_error', name: 'APITimeoutError', recoverable: false }]);
	});

	test('the model that speaks another language is noticed', async () => {
		const { speaker, failures } = await callWith({
			chat: (response) =>
				response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: {"choices": [\n\n'),
		});
		speaker.answer(ask);
		await vi.waitFor(() => expect(failures.at(-1)?.recoverable).toBe(false), WAIT);
	});

	test('the voice that passes is not noticed', async () => {
		const { server, speaker, loudspeaker, failures } = await callWith({
			speech: (response, asked, n) =>
				n === 0 ? refuse(500)(response, asked, n) : response.writeHead(200).end(bytesOf(SOUND)),
		});
		speaker.say('One sentence.');
		await vi.waitFor(() => expect(loudspeaker.samples).toHaveLength(SOUND.length), WAIT);
		expect(server.asked.speech).toHaveLength(2);
		expect(failures).toEqual([]);
	});

	test('the voice for good is said once a sentence', async () => {
		for (const [answer, name, tries] of [
			[refuse(401), 'APIStatusError', 1],
			[refuse(429), 'APIStatusError', 2],
			[hang, 'APITimeoutError', 2],
			[(response) => json(response, 200, { error: 'no' }), 'APIError', 2],
			[(response) => response.writeHead(200).end(), 'APIError', 2],
		] satisfies readonly (readonly [NonNullable<OpenAIAnswers['speech']>, string, number])[]) {
			const { server, speaker, failures, loudspeaker } = await callWith({ speech: answer });
			speaker.say('One sentence.');
			await vi.waitFor(() => expect(failures).toHaveLength(1), WAIT);
			expect(failures).toEqual([{ type: 'tts_error', name, recoverable: false }]);
			expect(server.asked.speech).toHaveLength(tries);
			expect(loudspeaker.played).toEqual([]);
		}
	});

	test('the voice in its middle plays nothing twice', async () => {
		for (const end of ['hang', 'cut'] as const) {
			const { server, speaker, failures, loudspeaker } = await callWith({
				speech(response) {
					response.writeHead(200, { 'content-type': 'audio/pcm' });
					response.write(bytesOf(SOUND).subarray(0, 4_800), () => {
						if (end === 'cut') setTimeout(() => response.destroy(), 50);
					});
				},
			});
			speaker.say('One sentence.');
			await vi.waitFor(() => expect(failures).toHaveLength(1), WAIT);
			expect(server.asked.speech).toHaveLength(1);
			expect(loudspeaker.samples).toEqual([...SOUND.slice(0, loudspeaker.samples.length)]);
		}
	});

	test('the recogniser that passes is not noticed', async () => {
		const { microphone, heard, failures } = await callWith({
			transcriptions: (response, asked, n) =>
				n === 0 ? refuse(500)(response, asked, n) : json(response, 200, { text: 'what time is it' }),
		});
		microphone.hear(await spoken('what time is it'));
		await vi.waitFor(() => expect(heard).toEqual(['what time is it']), WAIT);
		expect(failures).toEqual([]);
	});

	test.each([
		['says nothing', hang],
		['begins to answer', (response) => response.writeHead(200).flushHeaders()],
	] satisfies readonly (readonly [string, Answer])[])(
		'the recogniser once, which %s, costs that utterance and not the call',
		async (_what, answer) => {
			const { server, microphone, heard, failures } = await callWith({
				transcriptions: (response, asked, n) =>
					n < 2 ? answer(response, asked, n) : json(response, 200, { text: 'hello' }),
			});
			const pcm = await spoken('what time is it');
			microphone.hear(pcm);
			await vi.waitFor(() => expect(failures).toHaveLength(1), WAIT);
			expect(failures).toEqual([{ type: 'stt_error', name: 'APITimeoutError', recoverable: true }]);
			await server.asked.transcriptions[0]?.hungUp;
			microphone.hear(pcm);
			await vi.waitFor(() => expect(heard).toEqual(['hello']), WAIT);
		},
	);

	test('the recogniser for good ends the session', async () => {
		for (const [answer, utterances] of [
			[refuse(401), 1],
			[refuse(500), 3],
			[(response) => json(response, 200, { words: [] }), 3],
		] satisfies readonly (readonly [NonNullable<OpenAIAnswers['transcriptions']>, number])[]) {
			const { microphone, failures, closed } = await callWith({ transcriptions: answer });
			const pcm = await spoken('what time is it');
			for (let i = 1; i <= utterances; i++) {
				microphone.hear(pcm);
				await vi.waitFor(() => expect(failures).toHaveLength(i), WAIT);
				expect(failures.at(-1)?.recoverable).toBe(i < utterances);
			}
			expect(await closed).toBe('error');
		}
	});

	test('the whole server is noticed by each of the three', async () => {
		const { server, speaker, microphone, failures } = await callWith({});
		server.server.closeAllConnections();
		await new Promise((resolve) => server.server.close(resolve));
		speaker.answer(ask);
		speaker.say('One sentence.');
		microphone.hear(await spoken('what time is it'));
		await vi.waitFor(
			() => expect(new Set(failures.map(({ type }) => type))).toEqual(new Set(['llm_error', 'tts_error', 'stt_error'])),
			WAIT,
		);
	});
});
