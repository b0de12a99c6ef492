/**
 * The worker's heartbeat: tells the API that it lives, and takes the answer's instruction. A caller who waits because
 * there was no worker is given an agent by it.
 *
 * @module
 */
import { HEARTBEAT_EVERY_MS, type HeartbeatRequest, type HeartbeatResponse } from '../../functions/protocol/agent.ts';
import type { Answer } from '../door.ts';

export interface Heartbeat {
	/** LiveKit has registered this worker, for the first time or again: the next beat is now. */
	registered(): void;
	/** It takes no more jobs: the next beat is now. */
	draining(): void;
	close(): void;
}

export interface HeartbeatOptions {
	readonly send: (beat: Pick<HeartbeatRequest, 'state' | 'active'>) => Promise<Answer<HeartbeatResponse>>;
	/** Calls that are served. */
	readonly active: () => number;
	readonly onInstruction: (instruction: HeartbeatResponse['instruction']) => void;
	/** What became of a beat, when that is not what became of the one before. */
	readonly onOutcome: (outcome: string) => void;
	/** Milliseconds of a clock that only goes on. */
	readonly now: () => number;
	readonly everyMs?: number;
	/** From a beat that nobody answered to the next. */
	readonly retryMs?: number;
}

const RETRY_MS = 1_000;

export function makeHeartbeat(options: HeartbeatOptions): Heartbeat {
	const { send, active, onInstruction, onOutcome, now, everyMs = HEARTBEAT_EVERY_MS, retryMs = RETRY_MS } = options;
	let state: HeartbeatRequest['state'] = 'accepting';
	let begun = false;
	let closed = false;
	let beating = false;
	/** Something has changed since the beat that is under way. */
	let isStale = false;
	let timer: NodeJS.Timeout | undefined;
	let lastOutcome = 'ok';

	async function beat(): Promise<void> {
		clearTimeout(timer);
		isStale = beating;
		if (beating || closed) return;
		beating = true;
		const start = now();
		const answer = await send({ state, active: active() });
		beating = false;
		if (closed) return;
		if (answer.outcome === 'ok') onInstruction(answer.body.instruction);
		const outcome = answer.outcome === 'refused' ? answer.code : answer.outcome;
		if (outcome !== lastOutcome) onOutcome(outcome);
		lastOutcome = outcome;
		const pause = answer.outcome === 'unreachable' ? retryMs : everyMs - (now() - start);
		timer = setTimeout(() => void beat(), isStale ? 0 : Math.max(0, pause));
	}
	return {
		registered() {
			begun = true;
			void beat();
		},
		draining() {
			state = 'draining';
			if (begun) void beat();
		},
		close() {
			closed = true;
			clearTimeout(timer);
		},
	};
}
