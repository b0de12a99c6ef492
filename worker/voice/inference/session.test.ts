import { initializeLogger } from '@livekit/agents';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { ANSWER, beginChat, callDeltas, chat, endChat, refuse } from '../openai/testing.ts';
import { PATIENCE, type Patience } from '../patience.ts';
import { INSTRUCTIONS, QUICK, spoken, startCall, type TestCallOptions, WAIT } from '../testing.ts';
import { loadVad } from '../vad.ts';
import { inferenceVoice } from './index.ts';
import { type GatewayAnswers, KEY, SECRET, SOUND, speaks, startGateway, transcribes } from './testing.ts';

let vad: Awaited<ReturnType<typeof loadVad>>;
beforeAll(async () => {
	initializeLogger({ pretty: false, level: 'silent' });
	vad = await loadVad();
});

/** The gateway's lines are tried once more than its answers. */
const PATIENT_EARS: Patience = { ...QUICK, stt: { ...QUICK.stt, maxRetry: 2 } };
const ask = { id: 'm_1', text: 'go on' };

async function callWith(answers: GatewayAnswers = {}, options: TestCallOptions = {}, patience = PATIENT_EARS) {
	const gateway = await startGateway(answers);
	const env = {
		LIVEKIT_API_KEY: 'devkey',
		LIVEKIT_API_SECRET: 'another secret of the own server, unknown to it',
		LIVEKIT_INFERENCE_API_KEY: KEY,
		LIVEKIT_INFERENCE_API_SECRET: SECRET,
		LIVEKIT_INFERENCE_URL: gateway.url,
	};
	return { gateway, ...(await startCall(inferenceVoice(env, vad, patience), options)) };
}

/** Loudest 10 ms for 10 ms, which outlives the resampling of a sound. */
const envelope = (pcm: Int16Array): number[] => {
	const levels: number[] = [];
	for (let at = 0; at + 160 <= pcm.length; at += 160) levels.push(Math.max(...pcm.slice(at, at + 160).map(Math.abs)));
	return levels;
};

/** agents plays at the rate of the room. */
const secondsOf = ({ samples }: { readonly samples: readonly number[] }): number => samples.length / 24_000;

const grant = { iss: KEY, sub: 'agent', inference: { perform: true } };

describe('a spoken turn', () => {
	test('streams the voice there, and the answer back', async () => {
		const pcm = await spoken('what time is it');
		const { gateway, microphone, loudspeaker, turns } = await callWith();
		microphone.hear(pcm);
		await vi.waitFor(() => expect(turns).toHaveLength(2), WAIT);

		const [stt] = gateway.lines.stt;
		expect(stt?.path).toBe('/v1/stt?model=deepgram%2Fnova-3');
		expect(stt?.claims).toMatchObject(grant);
		expect(stt?.sent[0]).toMatchObject({
			type: 'session.create',
			model: 'deepgram/nova-3',
			settings: { sample_rate: '16000', encoding: 'pcm_s16le' },
		});
		const heard = envelope(stt?.sound() ?? new Int16Array());
		const said = envelope(pcm);
		const best = Math.max(
			...heard.map((_, at) => said.filter((level, i) => Math.abs(level - (heard[at + i] ?? 0)) < 10).length),
		);
		expect(best / said.length).toBeGreaterThan(0.9);

		const thought = gateway.asked.find(({ path }) => path === '/v1/chat/completions');
		expect(thought?.claims).toMatchObject(grant);
		expect(thought?.body).toMatchObject({
			model: 'openai/gpt-4.1-mini',
			stream: true,
			messages: [
				{ role: 'system', content: INSTRUCTIONS },
				{ role: 'user', content: 'what time is it' },
			],
		});

		const [tts] = gateway.lines.tts;
		expect(tts?.path).toBe('/v1/tts?model=cartesia%2Fsonic-3');
		expect(tts?.claims).toMatchObject(grant);
		expect(tts?.sent[0]).toMatchObject({
			type: 'session.create',
			model: 'cartesia/sonic-3',
			encoding: 'pcm_s16le',
			sample_rate: '16000',
		});
		expect(tts?.sent.filter(({ type }) => type === 'input_transcript').map(({ transcript }) => transcript)).toEqual([
			`${ANSWER.join('')} `,
		]);
		expect(secondsOf(loudspeaker)).toBeCloseTo(0.3, 2);
		expect(turns.map(({ role, text }) => [role, text])).toEqual([
			['user', 'what time is it'],
			['assistant', ANSWER.join('')],
		]);
	});

	test('is for ten minutes at most, by its tokens', async () => {
		const { gateway, speaker, turns } = await callWith();
		speaker.answer(ask);
		await vi.waitFor(() => expect(turns).toHaveLength(2), WAIT);
		for (const { claims } of [...gateway.lines.stt, ...gateway.lines.tts, ...gateway.asked]) {
			const { exp, nbf } = claims as { exp: number; nbf?: number };
			expect(exp * 1000 - Date.now()).toBeLessThanOrEqual(600_000);
			expect(nbf ?? 0).toBeLessThanOrEqual(Date.now() / 1000);
		}
	});

	test('calls tools', async () => {
		let n = 0;
		const { gateway, speaker, turns } = await callWith({
			chat: (response) =>
				n++ === 0
					? chat(response, callDeltas({ id: 'call_1', name: 'read_list', pieces: ['{', '}'] }), 'tool_calls')
					: chat(response, [{ content: 'Milk.' }]),
		});
		speaker.answer(ask);
		await vi.waitFor(() => expect(turns.at(-1)?.text).toBe('Milk.'), WAIT);
		const bodies = gateway.asked
			.filter(({ path }) => path.endsWith('completions'))
			.map(({ body }) => JSON.stringify(body));
		expect(bodies[0]).toContain('"name":"read_list"');
		expect(bodies[0]).not.toContain('$schema');
		expect(bodies[1]).toContain('"tool_call_id":"call_1"');
		expect(bodies[1]).toContain('milk');
	});
});

describe('streaming and interruption', () => {
	test('sends a sentence to be spoken before the next was thought of, and plays it as it comes', async () => {
		let finish = () => {};
		const { gateway, speaker, loudspeaker, turns } = await callWith(
			{
				chat(response) {
					const say = beginChat(response);
					say({ content: 'This is the first sentence of the answer. ' });
					say({ content: 'And this is ' });
					finish = () => {
						say({ content: 'the second.' });
						endChat(response);
					};
				},
				tts(line, message, n) {
					if (message['type'] === 'input_transcript' && line.sent.length === 2)
						line.say({ type: 'output_audio', session_id: 's', audio: Buffer.from(SOUND.buffer).toString('base64') });
					else speaks(line, message, n);
				},
			},
			{},
			PATIENCE,
		);
		const sound = loudspeaker.sound();
		speaker.answer(ask);
		await sound;
		expect(gateway.lines.tts[0]?.sent.map(({ type }) => type)).toEqual(['session.create', 'input_transcript']);
		finish();
		await vi.waitFor(() => expect(turns[1]?.text).toMatch(/the second\.$/), WAIT);
	});

	test('hangs up on a voice that is cut off', async () => {
		const { gateway, speaker, session, loudspeaker, failures } = await callWith(
			{
				tts(line, message) {
					if (message['type'] === 'input_transcript')
						line.say({ type: 'output_audio', session_id: 's', audio: Buffer.from(SOUND.buffer).toString('base64') });
				},
			},
			{ inRealTime: true },
			PATIENCE,
		);
		const sound = loudspeaker.sound();
		speaker.say('A sentence that has no end.');
		await sound;
		await session.interrupt().await;
		await gateway.lines.tts[0]?.closed;
		expect(failures).toEqual([]);
	});
});

describe('a failure of', () => {
	test('the recogniser’s line that passes is not noticed', async () => {
		let refused = 0;
		const { microphone, heard, failures } = await callWith({
			upgrade: (path) => (path.includes('/stt') && refused++ < 2 ? 503 : 101),
		});
		microphone.hear(await spoken('what time is it'));
		await vi.waitFor(() => expect(heard).toEqual(['what time is it']), WAIT);
		expect(failures).toEqual([]);
	});

	test('the recogniser’s line in the middle of a call is not noticed either', async () => {
		const { gateway, microphone, heard, failures } = await callWith();
		await vi.waitFor(() => expect(gateway.lines.stt).toHaveLength(1), WAIT);
		gateway.lines.stt[0]?.socket.terminate();
		await vi.waitFor(() => expect(gateway.lines.stt).toHaveLength(2), WAIT);
		microphone.hear(await spoken('what time is it'));
		await vi.waitFor(() => expect(heard).toEqual(['what time is it']), WAIT);
		expect(failures).toEqual([]);
	});

	test('the recogniser for good ends the session', async () => {
		for (const [status, name] of [
			[401, 'APIStatusError'],
			[500, 'APIStatusError'],
			[0, 'APITimeoutError'],
		] as const) {
			const { failures, closed } = await callWith({ upgrade: (path) => (path.includes('/stt') ? status : 101) });
			expect(await closed).toBe('error');
			expect(failures).toEqual([{ type: 'stt_error', name, recoverable: false }]);
		}
	});

	test('nobody is the silence of who only types', async () => {
		const { gateway, failures, speaker, turns } = await callWith({ inactivityMs: 300 });
		await vi.waitFor(() => expect(gateway.lines.stt[0]?.sound().length).toBeGreaterThan(16_000), WAIT);
		speaker.answer(ask);
		await vi.waitFor(() => expect(turns).toHaveLength(2), WAIT);
		expect(failures).toEqual([]);
	});

	test('the model for good is said once', async () => {
		for (const status of [401, 429, 500]) {
			const { speaker, failures } = await callWith({ chat: refuse(status) });
			speaker.answer(ask);
			await vi.waitFor(() => expect(failures.at(-1)?.recoverable).toBe(false), WAIT);
			expect(failures.at(-1)).toEqual({ type: 'llm_error', name: 'APIStatusError', recoverable: false });
		}
	});

	test('the voice for good is said once', async () => {
		for (const status of [401, 500, 0]) {
			const { speaker, failures } = await callWith({ upgrade: (path) => (path.includes('/tts') ? status : 101) });
			speaker.say('One sentence.');
			await vi.waitFor(() => expect(failures).toHaveLength(1), WAIT);
			expect(failures[0]).toMatchObject({ type: 'tts_error', recoverable: false });
		}
	});

	test('the voice that says so, or says nothing, is noticed', async () => {
		for (const tts of [
			(line, { type }) => type === 'session.flush' && line.say({ type: 'error', message: 'no voice' }),
			() => {},
		] satisfies readonly GatewayAnswers['tts'][]) {
			const { speaker, failures } = await callWith({ tts });
			speaker.say('One sentence.');
			await vi.waitFor(() => expect(failures.at(-1)?.recoverable).toBe(false), WAIT);
			expect(failures.at(-1)?.type).toBe('tts_error');
		}
	});

	test('a line that was closed between two answers costs nothing', async () => {
		const patience = { ...QUICK, tts: { ...QUICK.tts, timeoutMs: 30_000 } };
		const { gateway, speaker, loudspeaker, turns, failures } = await callWith({}, {}, patience);
		speaker.say('One sentence.');
		await vi.waitFor(() => expect(turns).toHaveLength(1), WAIT);
		const [line] = gateway.lines.tts;
		line?.socket.close();
		await line?.closed;
		speaker.say('Another sentence.');
		await vi.waitFor(() => expect(turns).toHaveLength(2), WAIT);
		expect(secondsOf(loudspeaker)).toBeCloseTo(0.6, 2);
		expect(failures).toEqual([]);
	});
});

test('malformed lines are passed over', async () => {
	const understand = transcribes('what time is it');
	const { microphone, heard, failures } = await callWith({
		stt(line, message, n) {
			if (n === 1) line.say({ type: 'final_transcript', transcript: 5 });
			understand(line, message, n);
		},
	});
	microphone.hear(await spoken('what time is it'));
	await vi.waitFor(() => expect(heard).toEqual(['what time is it']), WAIT);
	expect(failures).toEqual([]);
});
