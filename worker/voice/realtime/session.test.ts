import { initializeLogger } from '@livekit/agents';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { openaiVoice } from '../openai/index.ts';
import { trapForTheCloud } from '../openai/testing.ts';
import { toSay } from '../speaker.ts';
import { INSTRUCTIONS, QUICK, resampled, spoken, startCall, type TestCallOptions, tone, WAIT } from '../testing.ts';
import { loadVad } from '../vad.ts';
import {
	beginResponse,
	callTool,
	KEY,
	type Line,
	type RealtimeAnswers,
	respond,
	type Sent,
	SOUND,
	startRealtime,
} from './testing.ts';

let vad: Awaited<ReturnType<typeof loadVad>>;
beforeAll(async () => {
	initializeLogger({ pretty: false, level: 'silent' });
	vad = await loadVad();
});

const THREE_TIMES = { ...QUICK, llm: { ...QUICK.llm, maxRetry: 2 } };
const ROOM_RATE = 24_000;

const voiceAt = (url: string, key = KEY) =>
	openaiVoice(
		{ OPENAI_API_KEY: key, OPENAI_BASE_URL: url, OPENAI_REALTIME_MODEL: 'gpt-realtime', OPENAI_TTS_VOICE: 'marin' },
		vad,
		THREE_TIMES,
	);

async function callWith(answers: RealtimeAnswers = {}, options: TestCallOptions = {}) {
	const server = await startRealtime(answers);
	const call = await startCall(voiceAt(server.url), options);
	return { server, ...call };
}

/** All that was set, as the server has put it together. */
const settled = (updates: readonly Sent[]) => Object.assign({}, ...updates.map(({ session }) => session));

/** The session is there before its connection is. */
const lineOf = (server: Awaited<ReturnType<typeof startRealtime>>): Promise<Line> =>
	vi.waitFor(() => {
		const [line] = server.lines;
		if (line === undefined) throw new Error('no connection');
		return line;
	}, WAIT);

describe('a realtime session', () => {
	test('is told its voice, its prompt, its tools and the format of the sound', async () => {
		const { server } = await callWith();
		await vi.waitFor(() => expect(server.lines[0]?.ofType('session.update')).toHaveLength(3), WAIT);
		const [line] = server.lines;
		expect(line?.path).toBe('/v1/realtime?model=gpt-realtime');
		const session = settled(line?.ofType('session.update') ?? []);
		expect(session).toMatchObject({
			type: 'realtime',
			model: 'gpt-realtime',
			output_modalities: ['audio'],
			instructions: INSTRUCTIONS,
			audio: {
				input: {
					format: { type: 'audio/pcm', rate: ROOM_RATE },
					transcription: { model: 'gpt-4o-mini-transcribe', language: 'en' },
					turn_detection: { type: 'semantic_vad', create_response: true, interrupt_response: true },
				},
				output: { format: { type: 'audio/pcm', rate: ROOM_RATE }, voice: 'marin' },
			},
		});
		expect(session.tools).toContainEqual({
			type: 'function',
			name: 'add_to_list',
			description: expect.any(String),
			parameters: expect.objectContaining({ type: 'object', required: ['item'], additionalProperties: false }),
		});
	});

	test('has what was said before', async () => {
		const { server } = await callWith(
			{},
			{
				history: [
					{ id: 'm_1', role: 'user', text: 'my name is Anna', at: 1 },
					{ id: 'a_1', role: 'agent', text: 'Nice to meet you.', at: 2 },
				],
			},
		);
		const items = server.lines[0]?.ofType('conversation.item.create').map(({ item }) => item);
		expect(items).toEqual([
			{ id: 'm_1', type: 'message', role: 'user', content: [{ type: 'input_text', text: 'my name is Anna' }] },
			{ id: 'a_1', type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Nice to meet you.' }] },
		]);
	});

	test('has it under ids that the server takes', async () => {
		const id = `m_${'x'.repeat(60)}`;
		const { server, speaker } = await callWith({}, { history: [{ id, role: 'user', text: 'hello', at: 1 }] });
		speaker.answer({ id: `m_${'y'.repeat(60)}`, text: 'again' });
		await vi.waitFor(() => expect(server.lines[0]?.ofType('conversation.item.create')).toHaveLength(2), WAIT);
		const items = server.lines[0]?.ofType('conversation.item.create').map(({ item }) => item as { id: string });
		expect(items?.map((item) => item.id.length)).toEqual([32, 32]);
		expect(server.lines[0]?.ofType('conversation.item.delete')).toEqual([]);
	});

	test('hears, answers, and both are turns', async () => {
		const said = resampled(await spoken('what time is it'), ROOM_RATE);
		const { server, microphone, loudspeaker, turns, heard } = await callWith();
		microphone.hear(said, ROOM_RATE);
		await vi.waitFor(() => expect(turns).toHaveLength(2), WAIT);
		const sound = [...(server.lines[0]?.sound() ?? [])];
		const middle = [...said.slice(said.length / 2, said.length / 2 + 2_400)];
		expect(sound.join().includes(middle.join())).toBe(true);
		expect(heard).toEqual(['what time is it']);
		expect(turns.map(({ role, text }) => [role, text])).toEqual([
			['user', 'what time is it'],
			['assistant', 'It is nine fifteen.'],
		]);
		expect(loudspeaker.samples).toEqual([...SOUND]);
	});

	test('speaks while the rest is still to come', async () => {
		let finish = () => {};
		const { speaker, loudspeaker, turns } = await callWith({
			respond(line, request) {
				const response = beginResponse(line, request);
				response.piece('The first half ', SOUND);
				finish = () => {
					response.piece('and the second.', SOUND);
					response.end();
				};
			},
		});
		const sound = loudspeaker.sound();
		speaker.answer(null);
		await sound;
		expect(turns).toEqual([]);
		finish();
		await vi.waitFor(() => expect(turns[0]?.text).toBe('The first half and the second.'), WAIT);
	});

	test('calls tools and answers with their result', async () => {
		const { server, speaker, turns, todo } = await callWith({
			respond: (line, request, n) =>
				n === 0 ? callTool(line, request, 'add_to_list', '{"item":"bread"}') : respond(line, request, 'Done.'),
		});
		speaker.answer(null);
		await vi.waitFor(() => expect(turns.at(-1)?.text).toBe('Done.'), WAIT);
		expect(todo.items()).toContain('bread');
		expect(server.lines[0]?.ofType('conversation.item.create').at(-1)?.['item']).toMatchObject({
			type: 'function_call_output',
			call_id: expect.stringMatching(/^call_/),
			output: expect.stringContaining('added'),
		});
	});

	test('is asked to say what it has to say, with its prompt', async () => {
		const { server, speaker, turns } = await callWith();
		speaker.say('Hello, this is Greenroom.');
		await vi.waitFor(() => expect(turns).toHaveLength(1), WAIT);
		expect(server.lines[0]?.ofType('response.create')).toEqual([
			expect.objectContaining({
				response: expect.objectContaining({
					instructions: `${INSTRUCTIONS}\n${toSay('Hello, this is Greenroom.')}`,
				}),
			}),
		]);
	});

	test('has typed messages under their own ids, in order', async () => {
		const { server, speaker, turns } = await callWith();
		speaker.answer({ id: 'm_1234567890123456', text: 'one' });
		speaker.answer({ id: 'm_6543210987654321', text: 'two' });
		await vi.waitFor(() => expect(server.lines[0]?.ofType('response.create')).toHaveLength(2), WAIT);
		const order = server.lines[0]?.sent.flatMap(({ type, item }) => {
			if (type === 'conversation.item.create') return [(item as { id: string }).id];
			return type === 'response.create' ? ['answer'] : [];
		});
		expect(order?.filter((what) => what !== 'answer')).toEqual(['m_1234567890123456', 'm_6543210987654321']);
		expect(order?.[0]).toBe('m_1234567890123456');
		// The call keeps it as a turn when it comes in: agents must not make another one of it.
		expect(turns.filter(({ role }) => role === 'user')).toEqual([]);
	});

	test('knows how much of an answer was heard when it is interrupted', async () => {
		let itemId = '';
		const { server, speaker, session, loudspeaker, turns } = await callWith(
			{
				respond(line, request) {
					const response = beginResponse(line, request);
					itemId = response.itemId;
					for (let i = 0; i < 30; i++) response.piece('la ', tone(0.1, i + 1));
				},
			},
			{ inRealTime: true },
		);
		const sound = loudspeaker.sound();
		speaker.answer(null);
		await sound;
		await new Promise((resolve) => setTimeout(resolve, 300));
		await session.interrupt().await;
		const [line] = server.lines;
		await vi.waitFor(() => expect(line?.ofType('conversation.item.truncate')).toHaveLength(1), WAIT);
		expect(line?.ofType('response.cancel')).not.toEqual([]);
		const [cut] = line?.ofType('conversation.item.truncate') ?? [];
		expect(cut).toMatchObject({ item_id: itemId, content_index: 0 });
		expect(cut?.['audio_end_ms']).toBeGreaterThan(100);
		expect(cut?.['audio_end_ms']).toBeLessThan(3_000);
		expect(turns.at(-1)?.interrupted).toBe(true);
	});

	test('goes to no other server than the one that was named', async () => {
		const connections = await trapForTheCloud();
		const { microphone, turns } = await callWith();
		microphone.hear(resampled(await spoken('what time is it'), ROOM_RATE), ROOM_RATE);
		await vi.waitFor(() => expect(turns).toHaveLength(2), WAIT);
		expect(connections).toEqual([]);
	});

	test('leaves no connection behind', async () => {
		const { server, session } = await callWith();
		const line = await lineOf(server);
		await session.close();
		await line.closed;
	});
});

describe('a failure of', () => {
	test('the key, the server or its answer ends the session and not the process', async () => {
		for (const [status, name, tries] of [
			[401, 'APIStatusError', 1],
			[429, 'APIStatusError', 3],
			[500, 'APIStatusError', 3],
			[0, 'APITimeoutError', 3],
		] as const) {
			const { server, failures, closed } = await callWith({ upgrade: () => status });
			expect(await closed).toBe('error');
			expect(failures).toEqual([{ type: 'realtime_model_error', name, recoverable: false }]);
			expect(server.upgrades()).toBe(tries);
		}
	}, 40_000);

	test('the network likewise', async () => {
		const server = await startRealtime();
		server.stop();
		const { failures, closed } = await startCall(voiceAt(server.url));
		expect(await closed).toBe('error');
		expect(failures).toEqual([{ type: 'realtime_model_error', name: 'APIConnectionError', recoverable: false }]);
	}, 20_000);

	test('a connection that passes is not noticed, and the next one knows what was said', async () => {
		const { server, speaker, turns, failures } = await callWith(
			{ upgrade: (n) => (n === 0 ? 503 : 101) },
			{ history: [{ id: 'm_1', role: 'user', text: 'my name is Anna', at: 1 }] },
		);
		speaker.answer(null);
		await vi.waitFor(() => expect(turns).toHaveLength(1), WAIT);
		(await lineOf(server)).socket.terminate();
		await vi.waitFor(() => expect(server.lines).toHaveLength(2), WAIT);
		await vi.waitFor(() => expect(JSON.stringify(server.lines[1]?.sent)).toContain('my name is Anna'), WAIT);
		expect(JSON.stringify(server.lines[1]?.sent)).toContain('It is nine fifteen.');
		expect(failures.filter(({ recoverable }) => !recoverable)).toEqual([]);
	});

	test('a server that hangs up at once is asked a few times, and not without end', async () => {
		const { server, closed } = await callWith({ opened: (line) => line.socket.close() });
		expect(await closed).toBe('error');
		expect(server.upgrades()).toBe(THREE_TIMES.llm.maxRetry + 1);
	}, 20_000);

	test('a line that is no JSON is passed over', async () => {
		const { server, speaker, turns } = await callWith();
		const line = await lineOf(server);
		// From then on somebody listens.
		await vi.waitFor(() => expect(line.ofType('session.update')).not.toEqual([]), WAIT);
		line.socket.send('<html>');
		speaker.answer(null);
		await vi.waitFor(() => expect(turns).toHaveLength(1), WAIT);
	});

	test('an answer that never begins is noticed', async () => {
		const { speaker, failures } = await callWith({ respond: () => {} });
		speaker.answer(null);
		// The plugin waits so long.
		await vi.waitFor(() => expect(failures).toHaveLength(1), { timeout: 15_000, interval: 50 });
		expect(failures).toEqual([{ type: 'realtime_model_error', name: 'APITimeoutError', recoverable: true }]);
	}, 20_000);

	test('the quota ends the session', async () => {
		const { speaker, failures, closed } = await callWith({
			respond(line, request) {
				const error = { type: 'insufficient_quota', code: 'insufficient_quota' };
				beginResponse(line, request).end('failed', { type: 'failed', error });
			},
		});
		speaker.answer(null);
		expect(await closed).toBe('error');
		expect(failures.at(-1)?.recoverable).toBe(false);
	});
});
