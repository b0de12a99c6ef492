/**
 * The doors of the API without HTTP and tokens: each calls the core as its route in `functions/routes` does.
 *
 * @module
 */
import { RECENT_TURNS, readFacts, recordKey, writeTurn } from '../../functions/conversations/record.ts';
import type { Deps } from '../../functions/deps.ts';
import { type TransactOptions, transact } from '../../functions/effects/transact.ts';
import type { WebhookEvent } from '../../functions/livekit/port.ts';
import { isStaffed } from '../../functions/operations/pool.ts';
import { loadPool, saveHeartbeat, takeListing } from '../../functions/operations/pool-record.ts';
import { SWEEP_LIMIT } from '../../functions/operations/sweep.ts';
import { tick } from '../../functions/operations/tick.ts';
import { Problem } from '../../functions/problem.ts';
import type {
	ClaimRequest,
	ClaimResponse,
	EndRequest,
	EndResponse,
	HeartbeatRequest,
	HeartbeatResponse,
	JoinedRequest,
	LostRequest,
	ParticipantsRequest,
	StateRequest,
	TurnsRequest,
} from '../../functions/protocol/agent.ts';
import type { DispatchResponse } from '../../functions/protocol/dispatch.ts';
import { formatRoomName, humanIdentity, parseRoomName, type RoomKey } from '../../functions/protocol/names.ts';
import { agentNeed, isServed } from '../../functions/rooms/dispatching.ts';
import { DEPARTURE_MARGIN_SECONDS } from '../../functions/rooms/policy.ts';
import { endOf } from '../../functions/rooms/tombstones.ts';
import type { WriteOutcome, Written } from '../../functions/rooms/writing.ts';
import { claimAnswer } from '../../functions/routes/agent/claim-answer.ts';
import { staleEpoch } from '../../functions/routes/agent/writing.ts';
import { isKnownEvent, observationOf } from '../../functions/routes/webhook-events.ts';
import type { Handler } from './api.ts';

export interface Grant {
	readonly room: string;
	readonly token: string;
	readonly lifecycle: 'persistent' | 'fresh';
}

export interface Asked {
	readonly conversation: string;
	readonly requestId: string | null;
	/** The room that a page has lost. */
	readonly returnsTo: string | null;
}

function roomOf(name: string): RoomKey {
	const room = parseRoomName(name);
	if (room === null) throw new Problem('not_found');
	return room;
}

/** `POST /api/livekit/token` */
export const token =
	({ conversation, requestId, returnsTo }: Asked): Handler<Grant> =>
	async (deps) => {
		const whose = { stage: deps.config.stage, conversation };
		const { facts } = await transact(
			deps,
			whose,
			{
				kind: 'ask',
				timezone: null,
				agent: null,
				returnsTo: returnsTo === null ? null : roomOf(returnsTo).generation,
				requestId,
				trace: null,
			},
			{ look: 'never' },
		);
		if (facts === null) throw new Problem('internal_error');
		const { generation, room: open } = facts;
		const room = formatRoomName({ ...whose, generation });
		const ticket = await deps.livekit.mint({
			room,
			identity: humanIdentity(conversation),
			name: '',
			agent: deps.policy.dispatch === 'automatic' ? null : (open.agent ?? deps.config.agentNames[0]),
			dispatch: { conversation, generation, nonce: deps.newId() },
			departureSeconds: deps.policy.graceMs / 1000 + DEPARTURE_MARGIN_SECONDS,
		});
		return { room, token: ticket, lifecycle: deps.policy.lifecycle };
	};

/** `POST /api/livekit/dispatch-agent` */
export const dispatchAgent =
	(name: string, retry: boolean): Handler<DispatchResponse['agent']> =>
	async (deps) => {
		const room = roomOf(name);
		const pool = await loadPool(deps);
		const { answer, facts, now } = await transact(
			deps,
			room,
			{
				kind: 'call_agent',
				generation: room.generation,
				timezone: null,
				timezoneOffset: null,
				retry,
				workerCameAt: pool.cameAt,
			},
			{ look: 'always' },
		);
		if (answer === 'not_found' || facts === null) throw new Problem('not_found');
		if (answer === 'room_closed') throw new Problem('room_closed');
		const { policy, config } = deps;
		if (isServed(facts.room, now, policy)) return 'present';
		const need = agentNeed(facts.room, now, policy);
		if (need.need === 'wait' && need.why === 'claim_pending') return 'pending';
		if (!isStaffed(pool, facts.room.agent ?? config.agentNames[0], now)) return 'no_worker';
		if (need.need !== 'unavailable') return 'pending';
		throw new Problem('agent_unavailable', undefined, { retryAfterMs: need.until - now });
	};

/** `POST /api/livekit/delete-room` */
export const hangUp =
	(name: string): Handler<string> =>
	async (deps) => {
		const room = roomOf(name);
		const close = { kind: 'close', generation: room.generation, reason: 'hung_up' } as const;
		const { answer } = await transact(deps, room, close);
		if (answer === 'not_found') throw new Problem('not_found');
		return answer;
	};

/** `DELETE /api/conversation` */
export const forget =
	(conversation: string): Handler<string> =>
	async (deps) =>
		(await transact(deps, { stage: deps.config.stage, conversation }, { kind: 'forget' })).answer;

/** `GET /api/conversation?room=`: has that call ended? */
export const hasEnded =
	(name: string): Handler<boolean> =>
	async (deps) => {
		const room = roomOf(name);
		const loaded = await deps.store.load(recordKey(room.stage, room.conversation), { last: RECENT_TURNS });
		if (loaded.value === null) return false;
		return endOf(readFacts(loaded.value), room.generation) !== null;
	};

/** `POST /api/livekit/webhook` */
export const webhook =
	(event: WebhookEvent): Handler<string> =>
	async (deps) => {
		if (!isKnownEvent(event.event)) return 'counted';
		const room = event.room === null ? null : parseRoomName(event.room.name);
		if (room === null || room.stage !== deps.config.stage) return 'foreign_room';
		const observation = observationOf(event, room.generation, deps.now());
		if (observation === null) return 'not_needed';
		return (await transact(deps, room, { kind: 'observe', observation, event: event.id })).answer;
	};

/** `POST /api/agent/claim` */
export const claim =
	({ room: name, jobId, worker }: ClaimRequest): Handler<ClaimResponse> =>
	async (deps) => {
		const room = roomOf(name);
		const { generation } = room;
		const command = { kind: 'claim', generation, jobId, ...(worker === undefined ? {} : { worker }) } as const;
		const { answer, loaded } = await transact(deps, room, command, { look: 'adopting' });
		if (!('epoch' in answer)) throw new Problem(answer.outcome);
		return claimAnswer(room, answer.facts, answer.epoch, loaded, deps.policy);
	};

interface By {
	readonly room: string;
	readonly jobId: string;
	readonly epoch: number;
}

async function write(deps: Deps, by: By, written: Written, look: TransactOptions['look']): Promise<WriteOutcome> {
	const room = roomOf(by.room);
	const writer = { generation: room.generation, jobId: by.jobId, epoch: by.epoch };
	const { answer } = await transact(deps, room, { kind: 'write', writer, written }, look === undefined ? {} : { look });
	if (answer === 'stale_epoch') throw staleEpoch();
	return answer;
}

/** `POST /api/agent/joined` */
export const joined =
	({ sid, identity, roomSid, ...by }: JoinedRequest): Handler<string> =>
	(deps) =>
		write(deps, by, { what: 'joined', sid, identity, roomSid: roomSid ?? null }, 'adopting');

/** `POST /api/agent/participants` */
export const participants =
	({ people, ...by }: ParticipantsRequest): Handler<string> =>
	(deps) => {
		const seen = people.map(({ roomSid, ...person }) => ({ ...person, roomSid: roomSid ?? null }));
		return write(deps, by, { what: 'people', people: seen }, 'adopting');
	};

/** `POST /api/agent/turns` */
export const turns =
	({ room: name, jobId, epoch, turns: said }: TurnsRequest): Handler<string> =>
	async (deps) => {
		const room = roomOf(name);
		const key = recordKey(room.stage, room.conversation);
		const append = () => deps.store.append(key, said.map(writeTurn), epoch);
		let outcome = await append();
		if (outcome === 'absent') {
			const writer = { generation: room.generation, jobId, epoch };
			await transact(deps, room, { kind: 'write', writer, written: { what: 'turns' } }, { look: 'adopting' });
			outcome = await append();
		}
		if (outcome !== 'appended') throw staleEpoch();
		return outcome;
	};

/** `POST /api/agent/state` */
export const state =
	({ todo, timezone, ...by }: StateRequest): Handler<string> =>
	(deps) =>
		write(deps, by, { what: 'state', todo: todo ?? null, timezone: timezone ?? null }, 'adopting');

/** `POST /api/agent/end` */
export const end =
	({ reason, ...by }: EndRequest): Handler<EndResponse> =>
	async (deps) => {
		const look = reason === 'grace_expired' ? 'always' : undefined;
		const outcome = await write(deps, by, { what: 'end', reason }, look);
		return { outcome } as EndResponse;
	};

/** `POST /api/agent/lost` */
export const lost =
	({ room: name, jobId }: LostRequest): Handler<string> =>
	async (deps) => {
		const room = roomOf(name);
		const observation = { kind: 'job_lost', generation: room.generation, at: deps.now(), jobId } as const;
		return (await transact(deps, room, { kind: 'observe', observation, event: null })).answer;
	};

/** `POST /api/agent/heartbeat` */
export const heartbeat =
	(beat: HeartbeatRequest): Handler<HeartbeatResponse> =>
	async (deps) => {
		const now = deps.now();
		const { pool, came, listing } = await saveHeartbeat(deps, beat, now);
		await tick(deps, { until: came ? now + deps.policy.dispatchWindowMs : now, pool, listing });
		return { instruction: 'accept' };
	};

/** The schedule that stands behind the heartbeats (`functions/entry/sweeper.ts`). */
export const schedule: Handler<string> = async (deps) => {
	const end = deps.now() + SCHEDULE_WITHIN_MS;
	await tick(deps, { listing: await takeListing(deps, deps.now()) });
	while (deps.now() < end && (await tick(deps, { listing: null })) >= SWEEP_LIMIT);
	return 'swept';
};

const SCHEDULE_WITHIN_MS = 20_000;

/** The timer of a laptop, which does not list each time (`functions/entry/sweep-timer.ts`). */
export const timer =
	(mayList: boolean): Handler<string> =>
	async (deps) => {
		await tick(deps, { listing: mayList ? await takeListing(deps, deps.now()) : null });
		return 'swept';
	};
