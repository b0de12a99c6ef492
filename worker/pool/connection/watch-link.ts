/**
 * The connection of agents' server to LiveKit, seen from outside of it: Node announces each request on a diagnostics
 * channel. LiveKit is asked for a sign of life, and a connection that gives none is closed, so that agents makes another.
 *
 * @module
 */
import { channel } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { AgentServer } from '@livekit/agents';
import type { Log } from '../../log.ts';
import { faultOf, type Link, NO_LINK, PASS_EVERY_MS, pass } from './link.ts';

export interface LinkWatchOptions {
	readonly server: Pick<AgentServer, 'event'>;
	readonly livekitUrl: string;
	readonly log: Log;
	readonly everyMs?: number;
}

/** `WorkerMessage { ping {} }` in protobuf; agents sends whatever can make itself binary, and ignores the answer. */
const PING = { toBinary: () => Uint8Array.of(0x2a, 0x00) };

/** @returns ends the watch */
export function watchLink({ server, livekitUrl, log, everyMs = PASS_EVERY_MS }: LinkWatchOptions): () => void {
	const { host } = new URL(livekitUrl);
	let link: Link = NO_LINK;
	let request: ClientRequest | null = null;
	let socket: Socket | null = null;

	function onRequest(made: ClientRequest): void {
		request = made;
		socket = null;
		link = { state: 'connecting', passes: 0 };
		const isOver = () => {
			if (request === made) link = NO_LINK;
		};
		made.once('upgrade', (_response, opened) => {
			if (request !== made) return;
			socket = opened as Socket;
			link = { state: 'open', passes: 0 };
			opened.once('close', isOver);
		});
		made.once('error', isOver);
	}
	const announce = (message: unknown) => {
		const { request: made } = message as { readonly request: ClientRequest };
		if (made.getHeader('upgrade') === 'websocket' && made.getHeader('host') === host) onRequest(made);
	};
	const registered = () => {
		if (socket !== null) link = { state: 'registered', bytes: socket.bytesRead, silentPasses: 0 };
	};
	function look(): void {
		link = pass(link, socket?.bytesRead ?? 0);
		const why = faultOf(link);
		if (why !== null) {
			log({ level: 'warn', event: 'livekit_link_given_up', why });
			link = NO_LINK;
			if (socket === null) request?.destroy(new Error('no answer in time'));
			else socket.destroy();
		} else if (link.state === 'registered') {
			server.event.emit('worker_msg', PING);
		}
	}
	// What was said while this process was busy is heard first: Node reads before it comes to its immediates.
	const timer = setInterval(() => setImmediate(look), everyMs);
	channel('http.client.request.start').subscribe(announce);
	server.event.on('worker_registered', registered);
	return () => {
		clearInterval(timer);
		channel('http.client.request.start').unsubscribe(announce);
		server.event.off('worker_registered', registered);
	};
}
