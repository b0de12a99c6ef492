/**
 * A worker's way to the API: each request is tried as often as `worker/door.ts` tries it.
 *
 * @module
 */
import type { BackendClient } from '../../worker/backend.ts';
import type { Answer } from '../../worker/door.ts';
import type { PoolBackend } from '../../worker/pool/pool-backend.ts';
import type { Handler } from '../api/api.ts';
import type { Network, Sender } from '../api/network.ts';
import type { NotedDoors } from '../api/noted.ts';
import type { Clock } from '../clock/clock.ts';

interface Patience {
	readonly timeoutMs: number;
	readonly pausesMs: readonly number[];
	readonly withinMs?: number;
}

/** As in `worker/backend.ts` and `worker/pool/pool-backend.ts`. */
const JOB: Patience = { timeoutMs: 3_000, pausesMs: [100, 400] };
const LOST: Patience = {
	timeoutMs: 3_000,
	pausesMs: [100, 200, 400, 800, 1_500, 2_000, 3_000, 3_000, 3_000],
	withinMs: 15_000,
};
const HEARTBEAT: Patience = { timeoutMs: 6_000, pausesMs: [] };

export interface WayOptions {
	readonly clock: Clock;
	readonly request: Network;
	readonly doors: NotedDoors;
}

function makeAsk({ clock, request }: WayOptions, sender: Sender) {
	return async <T>(label: string, handle: Handler<T>, patience: Patience): Promise<Answer<T>> => {
		const begun = clock.now();
		for (const pause of [0, ...patience.pausesMs]) {
			if (pause > 0) await clock.wait(pause);
			if (clock.now() - begun > (patience.withinMs ?? Number.POSITIVE_INFINITY)) break;
			const reply = await request(sender, label, handle, patience.timeoutMs);
			if (reply.outcome === 'ok') return reply;
			if (reply.outcome === 'refused' && reply.status < 500) return { outcome: 'refused', code: reply.code };
		}
		return { outcome: 'unreachable' };
	};
}

export function makeJobBackend(options: WayOptions, sender: Sender): BackendClient {
	const { doors } = options;
	const ask = makeAsk(options, sender);
	const { name } = sender.process;
	return {
		agentJoined: (request) => ask(`${name} claims`, doors.claim(request), JOB),
		agentConnected: (request) => ask(`${name} has joined`, doors.joined(request), JOB),
		participantConnected: (request) => ask(`${name} reports people`, doors.participants(request), JOB),
		saveConversationTurn: (request) => ask(`${name} saves turns`, doors.turns(request), JOB),
		saveConversation: (request) => ask(`${name} saves state`, doors.state(request), JOB),
		// Nobody gives files here.
		handleFileUpload: async () => ({ outcome: 'unreachable' }),
		fetchFile: async () => null,
		end: (request) => ask(`${name} ends`, doors.end(request), JOB),
	};
}

export function makePoolWay(options: WayOptions, sender: Sender): PoolBackend {
	const { doors } = options;
	const ask = makeAsk(options, sender);
	const { name } = sender.process;
	return {
		lost: (request) => ask(`${name} reports the end of ${request.jobId}`, doors.lost(request), LOST),
		heartbeat: (beat) => ask(`${name} lives`, doors.heartbeat(beat), HEARTBEAT),
	};
}
