import { initializeLogger } from '@livekit/agents';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { PATIENCE, type Patience } from '../patience.ts';
import { bytesOf, INSTRUCTIONS, QUICK, RATE, spoken, startCall, type TestCallOptions, tone, WAIT } from '../testing.ts';
import { loadVad } from '../vad.ts';
import { openaiVoice } from './index.ts';
import {
	ANSWER,
	beginChat,
	callDeltas,
	callOpenAI,
	chat,
	endChat,
	type OpenAIAnswers,
	SOUND,
	startOpenAI,
	trapForTheCloud,
} from './testing.ts';

let vad: Awaited<ReturnType<typeof loadVad>>;
beforeAll(async () => {
	initializeLogger({ pretty: false, level: 'silent' });
	vad = await loadVad();
});

const callWith = (answers?: OpenAIAnswers, options?: TestCallOptions, patience?: Patience) =>
	callOpenAI({ vad, answers, options, patience });

/** What the file holds of what was said: how many samples in a row, from the middle of the utterance. */
function heldOf(file: Int16Array, pcm: Int16Array): number {
	const middle = pcm.slice(pcm.length / 4, pcm.length / 4 + RATE / 10);
	const at = file.findIndex((_, i) => middle.every((sample, k) => file[i + k] === sample));
	if (at === -1) return 0;
	const start = at - pcm.length / 4;
	let same = 0;
	for (let i = 0; i < pcm.length; i++) if (file[Math.round(start) + i] === pcm[i]) same += 1;
	return same;
}

describe('a spoken turn', () => {
	test('is one utterance transcribed, one answer, and its sentences spoken', async () => {
		const pcm = await spoken('what time is it');
		const { server, microphone, loudspeaker, turns, heard } = await callWith();
		microphone.hear(pcm);
		await vi.waitFor(() => expect(turns).toHaveLength(2), WAIT);

		const [transcription] = server.asked.transcriptions;
		expect(transcription?.path).toBe('/v1/audio/transcriptions');
		expect(transcription?.authorization).toBe('Bearer sk-test');
		expect(Object.fromEntries(transcription?.form ?? [])).toMatchObject({
			model: 'gpt-4o-mini-transcribe',
			language: 'en',
			response_format: 'json',
		});
		const file = transcription?.form.get('file');
		if (!(file instanceof File)) throw new Error('no file');
		const wav = await file.arrayBuffer();
		expect(file.name).toBe('audio.wav');
		expect(Buffer.from(wav, 0, 12).toString('latin1')).toMatch(/^RIFF....WAVE$/s);
		expect(new DataView(wav).getUint32(24, true)).toBe(RATE);
		expect(heldOf(new Int16Array(wav.slice(44)), pcm) / pcm.length).toBeGreaterThan(0.9);
		expect(heard).toEqual(['what time is it']);

		expect(server.asked.chat).toHaveLength(1);
		expect(server.asked.chat[0]).toMatchObject({
			path: '/v1/chat/completions',
			authorization: 'Bearer sk-test',
			body: {
				model: 'gpt-4.1-mini',
				stream: true,
				messages: [
					{ role: 'system', content: INSTRUCTIONS },
					{ role: 'user', content: 'what time is it' },
				],
			},
		});

		expect(server.asked.speech.map(({ path, authorization, body }) => ({ path, authorization, body }))).toEqual([
			{
				path: '/v1/audio/speech',
				authorization: 'Bearer sk-test',
				body: { input: ANSWER.join(''), model: 'gpt-4o-mini-tts', voice: 'af_heart', response_format: 'pcm' },
			},
		]);
		expect(loudspeaker.samples).toEqual([...SOUND]);
		expect(turns.map(({ role, text }) => [role, text])).toEqual([
			['user', 'what time is it'],
			['assistant', ANSWER.join('')],
		]);
	});

	test('calls tools, with schemas that a server understands, and answers with their result', async () => {
		const { server, speaker, turns } = await callWith({
			chat: (response, _asked, n) =>
				n === 0
					? chat(
							response,
							callDeltas({ id: 'call_1', name: 'add_to_list', pieces: ['{"item":', '"bread"}'] }),
							'tool_calls',
						)
					: chat(response, [{ content: 'Done.' }]),
		});
		speaker.answer({ id: 'm_1234567890123456', text: 'bread, please' });
		await vi.waitFor(() => expect(turns.at(-1)?.text).toBe('Done.'), WAIT);
		const [first, second] = server.asked.chat.map(({ body }) => body as { tools: unknown[]; messages: unknown[] });
		expect(first?.tools).toContainEqual({
			type: 'function',
			function: {
				name: 'add_to_list',
				description: expect.any(String),
				parameters: {
					type: 'object',
					properties: { item: expect.objectContaining({ type: 'string' }) },
					required: ['item'],
					additionalProperties: false,
				},
			},
		});
		expect(JSON.stringify(first?.tools)).not.toContain('$schema');
		expect(second?.messages.slice(-2)).toEqual([
			expect.objectContaining({
				role: 'assistant',
				tool_calls: [
					expect.objectContaining({ id: 'call_1', function: { name: 'add_to_list', arguments: '{"item":"bread"}' } }),
				],
			}),
			expect.objectContaining({ role: 'tool', tool_call_id: 'call_1', content: expect.stringContaining('added') }),
		]);
		expect(turns[0]).toMatchObject({ id: 'm_1234567890123456', role: 'user' });
	});

	test('goes to three servers where there are three', async () => {
		const [llm, stt, tts] = [await startOpenAI(), await startOpenAI(), await startOpenAI()];
		const env = {
			OPENAI_API_KEY: 'none',
			OPENAI_LLM_BASE_URL: llm.url,
			OPENAI_STT_BASE_URL: stt.url,
			OPENAI_TTS_BASE_URL: tts.url,
		};
		const { microphone, turns } = await startCall(openaiVoice(env, vad, QUICK));
		microphone.hear(await spoken('what time is it'));
		await vi.waitFor(() => expect(turns).toHaveLength(2), WAIT);
		const counts = [llm, stt, tts].map(({ asked }) =>
			[asked.chat, asked.transcriptions, asked.speech].map((all) => all.length),
		);
		expect(counts).toEqual([
			[1, 0, 0],
			[0, 1, 0],
			[0, 0, 1],
		]);
	});

	test('goes to no other server than the one that was named', async () => {
		const connections = await trapForTheCloud();
		const { microphone, turns } = await callWith();
		microphone.hear(await spoken('what time is it'));
		await vi.waitFor(() => expect(turns).toHaveLength(2), WAIT);
		expect(connections).toEqual([]);
	});
});

test('what was typed twice before a word was said is answered once, with both of them', async () => {
	const { server, speaker, session, turns } = await callWith({});
	const first = { id: 'm_1234567890123456', text: 'bread, please' };
	const cut = speaker.answer(first);
	session.interrupt();
	const said = speaker.answer({ id: 'm_6543210987654321', text: 'and butter' }, [first]);
	expect(await cut).toBe(false);
	expect(await said).toBe(true);
	expect(turns.at(-1)?.role).toBe('assistant');
	const asked = server.asked.chat.at(-1)?.body as { messages: { role: string; content: string }[] };
	expect(asked.messages.filter(({ role }) => role === 'user').map(({ content }) => content)).toEqual([
		'bread, please',
		'and butter',
	]);
});

describe('streaming', () => {
	test('speaks the first sentence before the second was thought of', async () => {
		let finish = () => {};
		const { speaker, loudspeaker, turns } = await callWith(
			{
				chat(response) {
					const say = beginChat(response);
					say({ content: 'This is the first sentence of the answer. ' });
					say({ content: 'And this is ' });
					finish = () => {
						say({ content: 'the second sentence of it.' });
						endChat(response);
					};
				},
			},
			{},
			PATIENCE,
		);
		const sound = loudspeaker.sound();
		speaker.answer({ id: 'm_1', text: 'go on' });
		await sound;
		expect(turns).toHaveLength(1);
		finish();
		await vi.waitFor(() => expect(turns[1]?.text).toMatch(/second sentence of it\.$/), WAIT);
	});

	test('plays a sentence while the server still makes the rest of it', async () => {
		let finish = () => {};
		const whole = tone(0.4);
		const { speaker, loudspeaker } = await callWith(
			{
				speech(response) {
					response.writeHead(200, { 'content-type': 'audio/pcm' });
					// An odd number of bytes: a piece may end in the middle of a sample.
					response.write(bytesOf(whole).subarray(0, 9_601));
					finish = () => response.end(bytesOf(whole).subarray(9_601));
				},
			},
			{},
			PATIENCE,
		);
		const sound = loudspeaker.sound();
		speaker.say('One sentence.');
		await sound;
		expect(loudspeaker.samples.length).toBeLessThan(whole.length);
		finish();
		await vi.waitFor(() => expect(loudspeaker.samples).toEqual([...whole]), WAIT);
	});
});

/** Nothing ends a request but the interruption. */
const ENDLESS: Patience = { ...PATIENCE, tts: { ...PATIENCE.tts, timeoutMs: 60_000 }, nextWordMs: 60_000 };

describe('an interruption', { timeout: 15_000 }, () => {
	test('ends the request for what is being thought', async () => {
		const { server, speaker, session, failures } = await callWith(
			{
				chat: (response) => beginChat(response)({ content: 'A long story ' }),
			},
			{},
			ENDLESS,
		);
		speaker.answer({ id: 'm_1', text: 'go on' });
		await vi.waitFor(() => expect(server.asked.chat).toHaveLength(1), WAIT);
		await session.interrupt().await;
		await server.asked.chat[0]?.hungUp;
		expect(failures).toEqual([]);
	});

	test('ends the request for what is being said, keeps what was heard, and is no failure', async () => {
		const { server, speaker, session, loudspeaker, failures } = await callWith(
			{
				speech(response) {
					response.writeHead(200, { 'content-type': 'audio/pcm' });
					response.write(bytesOf(tone(2)));
				},
			},
			{ inRealTime: true },
			ENDLESS,
		);
		const sound = loudspeaker.sound();
		speaker.say('A sentence that has no end.');
		await sound;
		await session.interrupt().await;
		await server.asked.speech[0]?.hungUp;
		expect(loudspeaker.samples.length).toBeLessThan(tone(2).length);
		expect(failures).toEqual([]);
	});
});
