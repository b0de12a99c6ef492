/**
 * The gate: answers every offer, within two seconds and whatever its parts do. A request without an answer is lost after
 * 3 s, and no other worker is tried (agents-js 1.9).
 *
 * @module
 */
import type { JobRequest } from '@livekit/agents';
import { LISTENS_ATTRIBUTE, type Listens } from '../../functions/protocol/call.ts';
import { PHRASES } from '../../functions/protocol/log-phrases.ts';
import { agentIdentity } from '../../functions/protocol/names.ts';
import type { Log } from '../log.ts';
import { within } from '../within.ts';
import { type Admission, admit, type Protection } from './admit.ts';
import type { TaskProtection } from './protection/protection.ts';
import { assign, NO_RESERVATIONS, pending, release, reserve, waitsFor } from './slots.ts';

export type Offer = Pick<JobRequest, 'id' | 'accept' | 'reject'> & {
	readonly room?: { readonly name: string; readonly creationTimeMs: bigint } | undefined;
};

/** `accept_failed`: it was to be accepted, and nobody knows whether LiveKit has heard of it. */
export type GateOutcome = Admission | 'accept_failed';

export interface GateOptions {
	readonly stage: string;
	readonly slots: number;
	readonly listens: Listens;
	readonly isStopping: () => boolean;
	readonly isCordoned: () => boolean;
	/** Jobs that have a process. */
	readonly served: () => ReadonlySet<string>;
	readonly protection: Pick<TaskProtection, 'look' | 'protect'>;
	/** Milliseconds of a clock that only goes on. */
	readonly now: () => number;
	readonly log: Log;
	readonly answerWithinMs?: number;
}

export interface Gate {
	answer(offer: Offer): Promise<GateOutcome>;
	/** LiveKit has assigned it, and it waits for a process. */
	assigned(jobId: string): void;
	/** A process has it, or none could take it. */
	launched(jobId: string): void;
	/** Slots that are not free: calls, and those that were accepted and may still become one. */
	taken(): number;
	/** Of these, what is no call yet. */
	waiting(): number;
}

const ANSWER_WITHIN_MS = 1_900;
/** For LiveKit to hear what was decided. */
const SAY_WITHIN_MS = 200;

export function makeGate(options: GateOptions): Gate {
	const { stage, slots, listens, isStopping, isCordoned, served, protection, now, log } = options;
	const { answerWithinMs = ANSWER_WITHIN_MS } = options;
	let reservations = NO_RESERVATIONS;

	/** @returns calls */
	function look(): number {
		const calls = served();
		reservations = pending(reservations, calls, now());
		return calls.size;
	}
	/** As it is now, but for a slot that this offer may have itself. */
	function consider(jobId: string, room: string, protection: Protection): ReturnType<typeof admit> {
		const active = look();
		const others = release(reservations, jobId);
		return admit({
			...{ room, stage, slots, active, protection },
			stopping: isStopping(),
			cordoned: isCordoned(),
			queued: waitsFor(others, room),
			reserved: others.size,
		});
	}
	/** The slot is given away before anything is waited for, or the next offer would be given the same. */
	async function decide(jobId: string, room: string, byThen: number): Promise<Admission> {
		const first = consider(jobId, room, protection.look());
		if (first !== 'accepted' && first !== 'to_protect') return first;
		reservations = reserve(reservations, { room, jobId }, now());
		if (first === 'accepted') return first;
		const asked = protection.protect().catch(() => null);
		const answer = (await within(byThen - now(), asked)) ?? 'refused';
		const last = consider(jobId, room, answer);
		const admission = last === 'to_protect' ? 'unprotected' : last;
		if (admission !== 'accepted') reservations = release(reservations, jobId);
		// Its job is assigned from now on.
		else reservations = reserve(reservations, { room, jobId }, now());
		return admission;
	}
	return {
		async answer(offer) {
			const job = offer.id;
			const byThen = now() + answerWithinMs;
			log({ level: 'info', event: 'job_offered', job, message: PHRASES.jobReceived });
			const admission = await decide(job, offer.room?.name ?? '', byThen - SAY_WITHIN_MS);
			// Who knows what LiveKit has heard: the slot of one that failed is kept for as long as its job may come.
			const isAccepted =
				admission === 'accepted' &&
				(await isDone(byThen - now(), () =>
					offer.accept('', agentIdentity(job), '', { [LISTENS_ATTRIBUTE]: listens }),
				));
			const outcome = admission === 'accepted' && !isAccepted ? 'accept_failed' : admission;
			if (!isAccepted) await isDone(SAY_WITHIN_MS, () => offer.reject());
			const line = { event: 'job_requested', job, outcome };
			log(isAccepted ? { level: 'info', ...line, message: PHRASES.jobAccepted } : { level: 'warn', ...line });
			return outcome;
		},
		assigned(jobId) {
			reservations = assign(reservations, jobId, now());
		},
		launched(jobId) {
			reservations = release(reservations, jobId);
		},
		taken() {
			return look() + reservations.size;
		},
		waiting() {
			look();
			return reservations.size;
		},
	};
}

/** False when it failed or takes longer. */
async function isDone(withinMs: number, work: () => Promise<void>): Promise<boolean> {
	async function tryIt(): Promise<boolean> {
		try {
			await work();
			return true;
		} catch {
			return false;
		}
	}
	return (await within(withinMs, tryIt())) ?? false;
}
