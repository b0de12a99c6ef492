/**
 * A page as `web/call` makes it: joins by a token, comes back from whatever ends its stay until the API says that the call
 * has ended, and says so when it sees no agent. A refresh is another page.
 *
 * @module
 */

import type { Grant } from '../api/doors.ts';
import type { Network, Reply, Sender } from '../api/network.ts';
import type { NotedDoors } from '../api/noted.ts';
import type { Clock } from '../clock/clock.ts';
import { type Link, makeLink } from '../link.ts';
import { type Connection, type Ending, makeConnection } from '../livekit/connection.ts';
import { readToken } from '../livekit/mint.ts';
import type { LiveKitServer } from '../livekit/server.ts';
import { makeProcess, type Process } from '../process.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../trace.ts';
import { makeAgentSearch } from './agent-search.ts';

/** `web/call/api/answer.ts` waits so long. */
const PATIENCE_MS = 8_000;
/** livekit-client tries ten times. */
const TRIES_MS = 18_000;
const WAITS_MS = [0, 500, 1_000, 2_000, 4_000, 8_000];

export interface PageOptions {
	readonly clock: Clock;
	readonly random: Random;
	readonly record: Recorder;
	readonly server: LiveKitServer;
	readonly request: Network;
	readonly doors: NotedDoors;
	readonly name: string;
	readonly conversation: string;
	/** The room that a reload returns to; null: the person has just pressed Start. */
	readonly resumed: string | null;
}

export interface Page {
	readonly name: string;
	readonly process: Process;
	/** To LiveKit and to the API alike. */
	readonly link: Link;
	room(): string | null;
	/** In a call, or on its way into one. */
	isOpen(): boolean;
	hangUp(): void;
	/** Says that it leaves, as pages of other makers do. */
	leave(): void;
	/** Another copy of the same token joins, as a token that was kept does. */
	token(): Grant | null;
	tryAgain(): void;
}

export function openPage(options: PageOptions): Page {
	const { clock, random, record, server, request, doors, name, conversation, resumed } = options;
	const process = makeProcess(name);
	const link = makeLink();
	const sender: Sender = { process, link };
	let room = resumed;
	let grant: Grant | null = null;
	let isOver = false;
	let requests = 0;
	let connection: Connection | null = null;

	const search = makeAgentSearch({
		clock,
		random,
		ask: (of, retry) => request(sender, `${name} sees no agent`, doors.dispatchAgent(of, retry), PATIENCE_MS),
	});
	const look = () => {
		const isIn = connection?.isIn() === true;
		const agents = connection?.people().filter(({ kind }) => kind === 'agent') ?? [];
		search.look({ connected: isIn, agent: agents.length > 0 });
	};

	const askForToken = (returnsTo: string | null): Promise<Reply<Grant>> => {
		requests += 1;
		const requestId = `${name}_${requests}`;
		return request(
			sender,
			`${name} asks for a token`,
			doors.token({ conversation, requestId, returnsTo }, name),
			PATIENCE_MS,
		);
	};

	/** Joins, and resolves when the room is left. */
	async function stay({ token, room: granted }: Grant): Promise<Ending | 'unreachable'> {
		let left: (why: Ending) => void = () => {};
		const ended = new Promise<Ending>((resolve) => {
			left = resolve;
		});
		const own = makeConnection({
			clock,
			random,
			record,
			server,
			process,
			link,
			on: {
				came: look,
				went: look,
				reconnecting: () => search.look({ connected: false, agent: false }),
				reconnected: look,
				ended: (why) => left(why),
			},
			triesMs: TRIES_MS,
			joinsAgain: false,
		});
		connection = own;
		search.enter(granted);
		if ((await own.connect(readToken(token))) === null) {
			own.leave();
			return 'unreachable';
		}
		look();
		const why = await ended;
		search.look({ connected: false, agent: false });
		return why;
	}

	async function keepCall(): Promise<void> {
		let answer = await askForToken(null);
		if (resumed !== null && answer.outcome === 'ok' && answer.body.room !== resumed && (await hasEnded(resumed)))
			return end();
		for (let failures = 0; !isOver; ) {
			let leave: Ending | 'unreachable' = 'unreachable';
			if (answer.outcome === 'ok') {
				grant = answer.body;
				leave = await stay(grant);
			}
			if (isOver || leave === 'replaced') return end();
			if (leave === 'unreachable' && room === null) return end();
			if (answer.outcome === 'ok') room = answer.body.room;
			failures = leave === 'unreachable' ? failures + 1 : 0;
			const least = answer.outcome === 'refused' ? (answer.retryAfterMs ?? 0) : 0;
			const wait = WAITS_MS[Math.min(failures, WAITS_MS.length - 1)] ?? 0;
			await clock.wait(least + Math.round(wait * (0.5 + random.next())));
			if (isOver) return;
			if (room !== null && (await hasEnded(room))) return end();
			answer = await askForToken(grant?.lifecycle === 'fresh' ? room : null);
		}
	}

	async function hasEnded(of: string): Promise<boolean> {
		const answer = await request(sender, `${name} asks for the end of its call`, doors.hasEnded(of), PATIENCE_MS);
		return answer.outcome === 'ok' ? answer.body : answer.outcome === 'refused' && answer.status === 404;
	}

	function end(): void {
		isOver = true;
		search.stop();
		connection?.leave();
	}

	process.onChange((state) => {
		if (state !== 'dead') return;
		isOver = true;
		search.stop();
	});
	process.act('opens', () => void keepCall());

	return {
		name,
		process,
		link,
		room: () => grant?.room ?? room,
		isOpen: () => !isOver,
		hangUp() {
			process.act('hangs up', () => {
				const of = grant?.room ?? room;
				if (of !== null) void request(sender, `${name} hangs up`, doors.hangUp(of), PATIENCE_MS);
				end();
			});
		},
		leave: () => process.act('leaves', end),
		token: () => grant,
		tryAgain: () => process.act('tries again', search.tryAgain),
	};
}
