/** For tests: LiveKit's inference gateway, its HTTP and its two websockets, and what it was asked. */
import { createServer, type IncomingMessage } from 'node:http';
import { jwtVerify } from 'jose';
import { type WebSocket, WebSocketServer } from 'ws';
import { listenForTest, refuseUpgrade, soundOf } from '../loopback/testing.ts';
import { ANSWER, type Answer, chat, json } from '../openai/testing.ts';
import { bytesOf, tone } from '../testing.ts';

export const KEY = 'APIcloud';
export const SECRET = '0123456789abcdef0123456789abcdef';
export const SOUND = tone(0.3, 7, 16_000);

/** What a client has sent on one websocket. */
export interface Line {
	readonly path: string;
	readonly claims: unknown;
	readonly socket: WebSocket;
	readonly sent: Record<string, unknown>[];
	/** Of `input_audio`, put together. */
	sound(): Int16Array;
	/** The last that came of it. */
	at: number;
	readonly closed: Promise<void>;
	say(message: unknown): void;
}

type OnMessage = (line: Line, message: Record<string, unknown>, n: number) => void;

export interface GatewayAnswers {
	/** HTTP status of the n-th upgrade; 101 opens it, 0 never answers. */
	readonly upgrade?: (path: string, n: number) => number;
	readonly stt?: OnMessage;
	readonly tts?: OnMessage;
	readonly chat?: Answer;
	readonly models?: Answer;
	/** A recogniser without sound for so long says so and hangs up. */
	readonly inactivityMs?: number;
}

/** Understands whatever it hears, at every pause. */
export const transcribes =
	(text: string): OnMessage =>
	(line, { type }, n) => {
		if (n === 0) line.say({ type: 'session.created', session_id: 's' });
		const heard = line.sound();
		const isPause = heard.length > 8_000 && heard.slice(-8_000).every((sample) => Math.abs(sample) < 50);
		const isNew =
			!line.sent.some((sent) => sent['understood'] === true) && heard.some((sample) => Math.abs(sample) > 500);
		if (type !== 'input_audio' || !isPause || !isNew) return;
		line.sent.push({ understood: true });
		line.say({ type: 'interim_transcript', transcript: text.slice(0, 4) });
		line.say({ type: 'final_transcript', transcript: text, language: 'en', start: 0, duration: 1 });
	};

export const speaks: OnMessage = (line, { type }, n) => {
	if (n === 0) line.say({ type: 'session.created', session_id: 's' });
	if (type !== 'session.flush') return;
	line.say({ type: 'output_audio', session_id: 's', audio: Buffer.from(bytesOf(SOUND)).toString('base64') });
	line.say({ type: 'done', session_id: 's' });
};

export async function startGateway(answers: GatewayAnswers = {}) {
	const lines: { stt: Line[]; tts: Line[] } = { stt: [], tts: [] };
	const asked: { path: string; claims: unknown; body: unknown }[] = [];
	const upgrades: string[] = [];
	const server = createServer(async (request, response) => {
		let text = '';
		for await (const chunk of request) text += chunk;
		const claims = await claimsOf(request);
		const path = request.url ?? '';
		asked.push({ path, claims, body: text === '' ? null : JSON.parse(text) });
		if (claims === null) return void json(response, 401, { error: 'invalid token' });
		const one = {
			path,
			authorization: request.headers.authorization,
			body: null,
			form: new FormData(),
			hungUp: new Promise<void>((resolve) => response.once('close', resolve)),
		};
		const answer = path.endsWith('/models') ? (answers.models ?? models) : (answers.chat ?? thinks);
		answer(response, one, asked.length - 1);
	});
	const sockets = new WebSocketServer({ noServer: true });
	server.on('upgrade', async (request: IncomingMessage, socket, head) => {
		const path = request.url ?? '';
		upgrades.push(path);
		const claims = await claimsOf(request);
		const status = claims === null ? 401 : (answers.upgrade?.(path, upgrades.length - 1) ?? 101);
		if (status === 0) return;
		if (status !== 101) return refuseUpgrade(socket, status);
		sockets.handleUpgrade(request, socket, head, (open) => {
			const kind = path.includes('/stt') ? 'stt' : 'tts';
			const line = lineOf(open, path, claims);
			lines[kind].push(line);
			let n = 0;
			open.on('message', (raw) => {
				const message: Record<string, unknown> = JSON.parse(String(raw));
				line.sent.push(message);
				if (message['type'] === 'input_audio') line.at = performance.now();
				const answer = kind === 'stt' ? (answers.stt ?? transcribes('what time is it')) : (answers.tts ?? speaks);
				answer(line, message, n++);
			});
			if (kind === 'stt' && answers.inactivityMs !== undefined) watch(line, answers.inactivityMs);
		});
	});
	const { url, stop } = await listenForTest(server, sockets);
	return { url, lines, asked, upgrades, stop };
}

const models: Answer = (response) => json(response, 200, { object: 'list', data: [] });
const thinks: Answer = (response) =>
	chat(
		response,
		ANSWER.map((content) => ({ content })),
	);

async function claimsOf({ headers }: IncomingMessage): Promise<unknown> {
	try {
		const token = headers.authorization?.replace('Bearer ', '') ?? '';
		return (await jwtVerify(token, new TextEncoder().encode(SECRET), { issuer: KEY })).payload;
	} catch {
		return null;
	}
}

function watch(line: Line, inactivityMs: number): void {
	line.at = performance.now();
	const timer = setInterval(() => {
		if (performance.now() - line.at < inactivityMs) return;
		clearInterval(timer);
		line.say({ type: 'error', code: 2007, message: 'inactivity timeout' });
		line.socket.close();
	}, 10);
	line.socket.once('close', () => clearInterval(timer));
}

function lineOf(socket: WebSocket, path: string, claims: unknown): Line {
	const sent: Record<string, unknown>[] = [];
	return {
		path,
		claims,
		socket,
		sent,
		at: 0,
		sound: () => soundOf(sent),
		closed: new Promise((resolve) => socket.once('close', () => resolve())),
		say: (message) => socket.send(JSON.stringify(message)),
	};
}
