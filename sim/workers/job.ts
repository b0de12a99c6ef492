/**
 * A job's process: claims its room, connects, serves, and ends in one of many ways (`worker/job/serve.ts`).
 *
 * @module
 */
import type { BackendClient } from '../../worker/backend.ts';
import { within } from '../../worker/within.ts';
import type { Clock } from '../clock/clock.ts';
import type { Link } from '../link.ts';
import { type Connection, makeConnection } from '../livekit/connection.ts';
import type { Offer } from '../livekit/dispatches.ts';
import type { JoinToken } from '../livekit/model.ts';
import type { LiveKitServer } from '../livekit/server.ts';
import type { Process } from '../process.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../trace.ts';
import { type Call, makeCall } from './call.ts';

const CONNECT_WITHIN_MS = 10_000;
/** rtc-node gives up after it. */
const TRIES_MS = 60_000;
/** From the assignment to the first line of the job: a warm process, or one that has to be made. */
const WARM_MS = [30, 400] as const;
const COLD_MS = [800, 3_000] as const;

export interface JobOptions {
	readonly clock: Clock;
	readonly random: Random;
	readonly record: Recorder;
	readonly server: LiveKitServer;
	readonly backend: BackendClient;
	readonly process: Process;
	/** To LiveKit. */
	readonly link: Link;
	readonly worker: string;
	readonly offer: Offer;
	readonly token: JoinToken;
	readonly conversation: string;
	/** It has said to its worker which job it is. */
	readonly onAnnounced: () => void;
	readonly onEnded: () => void;
}

export interface Job {
	readonly id: string;
	readonly room: string;
	readonly process: Process;
	readonly link: Link;
	/** In good order. */
	leave(reason: string): void;
	connection(): Connection;
}

export function startJob(options: JobOptions): Job {
	const { clock, random, record, server, backend, process, link, worker, offer, token, conversation } = options;
	const { jobId, room, agentName } = offer;
	let call: Call | null = null;
	let isLeaving = false;
	let why = 'killed';

	const connection = makeConnection({
		clock,
		random,
		record,
		server,
		process,
		link,
		on: {
			came: (person) => call?.came(person),
			went: (person, certain) => call?.went(person, certain),
			reconnecting: () => call?.reconnecting(),
			reconnected: (people) => call?.reconnected(people),
			ended: (why) => leave(why),
		},
		triesMs: TRIES_MS,
		joinsAgain: true,
	});

	function leave(reason: string): void {
		process.act(`leaves: ${reason}`, () => {
			if (isLeaving) return;
			isLeaving = true;
			void Promise.resolve(call?.close()).then(() =>
				process.act('ends', () => {
					why = reason;
					connection.leave();
					process.die();
				}),
			);
		});
	}

	async function serve(): Promise<void> {
		options.onAnnounced();
		const claimed = await backend.agentJoined({ room, jobId, agentName, worker });
		if (claimed.outcome !== 'ok') return leave('no_claim');
		call = makeCall({
			clock,
			random,
			backend,
			room,
			jobId,
			claim: claimed.body,
			connection: () => connection,
			leave,
			onTurnKept: (id) => record({ kind: 'turn_kept', conversation, id }),
		});
		const welcome = await within(CONNECT_WITHIN_MS, connection.connect(token));
		if (welcome === null) return leave('connect_failed');
		const joined = await call.start(welcome, token.identity);
		if (joined.outcome === 'refused') leave('replaced');
	}

	process.onChange((state) => {
		if (state !== 'dead') return;
		call?.drop();
		record({ kind: 'job', job: jobId, room, is: 'ended', why });
		options.onEnded();
	});
	const [least, most] = random.chance(0.8) ? WARM_MS : COLD_MS;
	clock.after(random.between(least, most), () =>
		process.act('begins', () => {
			record({ kind: 'job', job: jobId, room, is: 'begun' });
			void serve();
		}),
	);
	return { id: jobId, room, process, link, leave, connection: () => connection };
}
