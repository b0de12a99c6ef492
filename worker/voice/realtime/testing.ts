/** For tests: a server that speaks OpenAI's realtime protocol, and remembers what it was asked. */
import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { listenForTest, refuseUpgrade, soundOf } from '../loopback/testing.ts';
import { bytesOf, tone } from '../testing.ts';

export const KEY = 'sk-test';
/** 24 kHz. */
export const SOUND = tone(0.3, 11);

export interface Sent {
	readonly type: string;
	readonly [field: string]: unknown;
}

export interface Line {
	readonly path: string;
	readonly socket: WebSocket;
	readonly sent: Sent[];
	readonly closed: Promise<void>;
	ofType(type: string): Sent[];
	/** Ends the answer that is being given, if one is. */
	cancel: () => void;
	/** Of `input_audio_buffer.append`, put together. */
	sound(): Int16Array;
	say(message: unknown): void;
}

export interface RealtimeAnswers {
	/** HTTP status of the n-th upgrade; 101 opens it, 0 never answers. */
	readonly upgrade?: (n: number) => number;
	/** In place of {@link respond}. */
	readonly respond?: (line: Line, request: Sent | null, n: number) => void;
	readonly opened?: (line: Line, n: number) => void;
	/** What is understood of whatever is heard. */
	readonly transcript?: string;
}

let ids = 0;

/** Begins an answer. @returns sends a piece of it; ends it */
export function beginResponse(line: Line, request: Sent | null) {
	const n = ++ids;
	const item = { id: `item_${n}`, type: 'message', role: 'assistant', status: 'in_progress', content: [] };
	const ours = { response_id: `resp_${n}`, item_id: item.id, output_index: 0, content_index: 0 };
	const asked = request?.['response'] as { metadata?: unknown } | undefined;
	line.say({ type: 'response.created', response: { id: ours.response_id, metadata: asked?.metadata } });
	line.say({ type: 'response.output_item.added', ...ours, item });
	line.say({ type: 'conversation.item.added', previous_item_id: null, item });
	line.say({ type: 'response.content_part.added', ...ours, part: { type: 'audio' } });
	const response = {
		itemId: item.id,
		piece(text: string, sound: Int16Array) {
			line.say({ type: 'response.output_audio_transcript.delta', ...ours, delta: text });
			line.say({ type: 'response.output_audio.delta', ...ours, delta: Buffer.from(bytesOf(sound)).toString('base64') });
		},
		end(status: 'completed' | 'cancelled' | 'failed' = 'completed', status_details?: unknown) {
			line.cancel = () => {};
			line.say({ type: 'response.output_audio.done', ...ours });
			line.say({ type: 'response.output_item.done', ...ours, item: { ...item, status: 'completed' } });
			line.say({ type: 'response.done', response: { id: ours.response_id, status, status_details, output: [] } });
		},
	};
	line.cancel = () => response.end('cancelled');
	return response;
}

export function respond(line: Line, request: Sent | null, text: string): void {
	const response = beginResponse(line, request);
	response.piece(text, SOUND);
	response.end();
}

export function callTool(line: Line, request: Sent | null, name: string, args: string): void {
	const n = ++ids;
	const asked = request?.['response'] as { metadata?: unknown } | undefined;
	const item = { id: `item_${n}`, type: 'function_call', call_id: `call_${n}`, name, arguments: args };
	line.say({ type: 'response.created', response: { id: `resp_${n}`, metadata: asked?.metadata } });
	line.say({ type: 'response.output_item.added', response_id: `resp_${n}`, item });
	line.say({ type: 'conversation.item.added', previous_item_id: null, item });
	line.say({ type: 'response.output_item.done', response_id: `resp_${n}`, item });
	line.say({ type: 'response.done', response: { id: `resp_${n}`, status: 'completed', output: [item] } });
}

/** By its loudness, as a server would that has its own ears. */
function listen(line: Line, transcript: string, answer: () => void): () => void {
	let state: 'silence' | 'speech' | 'over' = 'silence';
	return () => {
		const heard = line.sound();
		if (state === 'silence' && heard.some((sample) => Math.abs(sample) > 1_000)) {
			state = 'speech';
			line.say({ type: 'input_audio_buffer.speech_started', item_id: 'user_1', audio_start_ms: 0 });
		}
		const isPause = heard.slice(-12_000).every((sample) => Math.abs(sample) < 200);
		if (state !== 'speech' || !isPause) return;
		state = 'over';
		const item = { id: 'user_1', type: 'message', role: 'user', content: [{ type: 'input_audio' }] };
		line.say({ type: 'input_audio_buffer.speech_stopped', item_id: item.id, audio_end_ms: 1 });
		line.say({ type: 'conversation.item.added', previous_item_id: null, item });
		line.say({
			type: 'conversation.item.input_audio_transcription.completed',
			item_id: item.id,
			content_index: 0,
			transcript,
		});
		answer();
	};
}

export async function startRealtime(answers: RealtimeAnswers = {}) {
	const lines: Line[] = [];
	let upgrades = 0;
	const server = createServer((_request, response) => response.writeHead(404).end());
	const sockets = new WebSocketServer({ noServer: true });
	server.on('upgrade', (request, socket, head) => {
		const isKnown = request.headers.authorization === `Bearer ${KEY}`;
		const status = isKnown ? (answers.upgrade?.(upgrades) ?? 101) : 401;
		upgrades += 1;
		if (status === 0) return;
		if (status !== 101) return refuseUpgrade(socket, status);
		sockets.handleUpgrade(request, socket, head, (open) => {
			const line = lineOf(open, request.url ?? '');
			lines.push(line);
			serve(line, answers);
			answers.opened?.(line, lines.length - 1);
		});
	});
	const { url, stop } = await listenForTest(server, sockets);
	return { url, lines, stop, upgrades: () => upgrades };
}

function serve(line: Line, answers: RealtimeAnswers): void {
	let n = 0;
	const answer = (request: Sent | null) => {
		if (answers.respond === undefined) respond(line, request, 'It is nine fifteen.');
		else answers.respond(line, request, n++);
	};
	const hear = listen(line, answers.transcript ?? 'what time is it', () => answer(null));
	line.say({ type: 'session.created', session: { id: 'sess_1' } });
	line.socket.on('message', (raw) => {
		const message: Sent = JSON.parse(String(raw));
		line.sent.push(message);
		switch (message.type) {
			case 'conversation.item.create':
				return line.say({
					type: 'conversation.item.added',
					previous_item_id: message['previous_item_id'] ?? null,
					item: message['item'],
				});
			case 'conversation.item.delete':
				return line.say({ type: 'conversation.item.deleted', item_id: message['item_id'] });
			case 'response.cancel':
				return line.cancel();
			case 'input_audio_buffer.append':
				return hear();
			case 'response.create':
				return answer(message);
		}
	});
}

function lineOf(socket: WebSocket, path: string): Line {
	const sent: Sent[] = [];
	const line: Line = {
		path,
		socket,
		sent,
		cancel: () => {},
		closed: new Promise((resolve) => socket.once('close', () => resolve())),
		ofType: (type) => sent.filter((message) => message.type === type),
		sound: () => soundOf(line.ofType('input_audio_buffer.append')),
		say: (message) => socket.send(JSON.stringify(message)),
	};
	return line;
}
