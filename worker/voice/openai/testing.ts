/** For tests: a server that speaks OpenAI's protocol over HTTP, and remembers what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { VAD } from '@livekit/agents';
import { onTestFinished, vi } from 'vitest';
import { listenForTest } from '../loopback/testing.ts';
import type { Patience } from '../patience.ts';
import { bytesOf, QUICK, startCall, type TestCallOptions, tone } from '../testing.ts';
import { openaiVoice } from './index.ts';

export interface Asked {
	readonly path: string;
	readonly authorization: string | undefined;
	/** JSON bodies. */
	readonly body: unknown;
	/** Form bodies; empty otherwise. */
	readonly form: FormData;
	/** Resolves when whoever asked has hung up before the answer was complete. */
	readonly hungUp: Promise<void>;
}

export type Answer = (response: ServerResponse, asked: Asked, n: number) => unknown;

export interface OpenAIAnswers {
	readonly models?: Answer;
	readonly chat?: Answer;
	readonly transcriptions?: Answer;
	readonly speech?: Answer;
}

export const ANSWER = ['It is ', 'nine ', 'fifteen.'];
/** What the default voice sounds like. */
export const SOUND = tone(0.3);

const defaults: Required<OpenAIAnswers> = {
	models: (response) => json(response, 200, { object: 'list', data: [] }),
	chat: (response) =>
		chat(
			response,
			ANSWER.map((content) => ({ content })),
		),
	transcriptions: (response) => json(response, 200, { text: 'what time is it' }),
	speech: (response) => response.writeHead(200, { 'content-type': 'audio/pcm' }).end(bytesOf(SOUND)),
};

const nameOf = (path: string): keyof OpenAIAnswers | null => {
	if (path.endsWith('/models')) return 'models';
	if (path.endsWith('/chat/completions')) return 'chat';
	if (path.endsWith('/audio/transcriptions')) return 'transcriptions';
	return path.endsWith('/audio/speech') ? 'speech' : null;
};

export async function startOpenAI(answers: OpenAIAnswers = {}) {
	const asked: Record<keyof OpenAIAnswers, Asked[]> = { models: [], chat: [], transcriptions: [], speech: [] };
	const server = createServer(async (request, response) => {
		const name = nameOf(new URL(request.url ?? '', 'http://localhost').pathname);
		const one = await read(request, response);
		if (name === null) {
			response.writeHead(404).end();
			return;
		}
		asked[name].push(one);
		await (answers[name] ?? defaults[name])(response, one, asked[name].length - 1);
	});
	const { url, port } = await listenForTest(server);
	return { asked, server, url, port };
}

/**
 * Keys of LiveKit's cloud in the environment, as a worker there has them, and a server in the cloud's place.
 *
 * @returns who has connected to it
 */
export async function trapForTheCloud(): Promise<readonly unknown[]> {
	const { server, url } = await startOpenAI();
	vi.stubEnv('LIVEKIT_URL', 'wss://test.livekit.cloud');
	vi.stubEnv('LIVEKIT_API_KEY', 'devkey');
	vi.stubEnv('LIVEKIT_API_SECRET', 'secret');
	vi.stubEnv('LIVEKIT_DEV_MODE', '1');
	vi.stubEnv('LIVEKIT_INFERENCE_URL', url);
	onTestFinished(() => void vi.unstubAllEnvs());
	const connections: unknown[] = [];
	server.on('connection', (socket) => connections.push(socket));
	return connections;
}

async function read(request: IncomingMessage, response: ServerResponse): Promise<Asked> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	const raw = Buffer.concat(chunks);
	const type = request.headers['content-type'] ?? '';
	const isForm = type.startsWith('multipart/form-data');
	return {
		path: request.url ?? '',
		authorization: request.headers.authorization,
		body: type.startsWith('application/json') ? JSON.parse(raw.toString()) : null,
		form: isForm ? await new Response(raw, { headers: { 'content-type': type } }).formData() : new FormData(),
		hungUp: new Promise((resolve) =>
			response.once('close', () => {
				if (!response.writableFinished) resolve();
			}),
		),
	};
}

export const json = (response: ServerResponse, status: number, body: unknown) =>
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

export const refuse =
	(status: number): Answer =>
	(response) =>
		json(response, status, { error: { message: 'no', type: 'invalid_request_error' } });

/** Answers nothing at all. */
export const hang: Answer = () => {};

export interface ToolCall {
	readonly id: string;
	readonly name: string;
	/** JSON, in the pieces in which it is streamed. */
	readonly pieces: readonly string[];
}

type Delta = { readonly content: string } | { readonly tool_calls: readonly unknown[] };

/** A tool call as servers stream it: its name first, then its arguments piece by piece. */
export const callDeltas = ({ id, name, pieces }: ToolCall): Delta[] => [
	{ tool_calls: [{ index: 0, id, type: 'function', function: { name, arguments: '' } }] },
	...pieces.map((piece) => ({ tool_calls: [{ index: 0, function: { arguments: piece } }] })),
];

/** Begins a streamed answer. @returns sends one delta */
export function beginChat(response: ServerResponse): (delta: Delta) => void {
	response.writeHead(200, { 'content-type': 'text/event-stream' });
	response.flushHeaders();
	return (delta) => event(response, [{ index: 0, delta, finish_reason: null }]);
}

export function endChat(response: ServerResponse, finish: 'stop' | 'tool_calls' = 'stop'): void {
	event(response, [{ index: 0, delta: {}, finish_reason: finish }]);
	event(response, [], { prompt_tokens: 10, completion_tokens: 3, total_tokens: 13 });
	response.end('data: [DONE]\n\n');
}

export function chat(response: ServerResponse, deltas: readonly Delta[], finish?: 'stop' | 'tool_calls'): void {
	const say = beginChat(response);
	for (const delta of deltas) say(delta);
	endChat(response, finish);
}

function event(response: ServerResponse, choices: readonly unknown[], usage?: unknown): void {
	const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'test', choices, usage };
	response.write(`data: ${JSON.stringify(chunk)}\n\n`);
}

export interface OpenAICall {
	readonly vad: VAD;
	readonly answers?: OpenAIAnswers | undefined;
	readonly options?: TestCallOptions | undefined;
	readonly patience?: Patience | undefined;
}

/** A call whose models are that server's. */
export async function callOpenAI({ vad, answers, options, patience = QUICK }: OpenAICall) {
	const server = await startOpenAI(answers);
	const env = { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.url, OPENAI_TTS_VOICE: 'af_heart' };
	return { server, ...(await startCall(openaiVoice(env, vad, patience), options)) };
}
