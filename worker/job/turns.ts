/**
 * Committed turns on their way to the store. In order, repeated until the API has them, never lost while the job lives.
 *
 * @module
 */
import type { Turn } from '../../functions/protocol/conversation.ts';
import type { Answer } from '../door.ts';
import { within } from '../within.ts';

export interface TurnQueue {
	/** Resolves to whether the store has the turn; false: this agent was replaced. */
	add(turn: Turn): Promise<boolean>;
	/** No more should be taken of what can be sent again. */
	isFull(): boolean;
	/** Waits for what is under way, for at most `withinMs`. */
	flush(withinMs: number): Promise<void>;
}

export interface TurnQueueOptions {
	readonly save: (turns: Turn[]) => Promise<Answer<unknown>>;
	/** Another agent has taken over (409): stop writing, leave. */
	readonly onFenced: () => void;
	/** Pause before the next attempt while the API does not answer; grows to its tenfold. */
	readonly pauseMs?: number;
	/** So many that wait are many. */
	readonly full?: number;
}

/** What the door takes at once. */
const BATCH = 50;
/**
 * No turn that was taken is dropped, so what bounds the queue is what is taken: of typed messages none beyond this, the
 * page keeps them; and nobody says more than about this within the longest call.
 */
const FULL = 1_000;

interface Waiting {
	readonly turn: Turn;
	readonly settle: (stored: boolean) => void;
}

export function makeTurnQueue({ save, onFenced, pauseMs = 250, full = FULL }: TurnQueueOptions): TurnQueue {
	let waiting: Waiting[] = [];
	let running: Promise<void> | null = null;
	let fenced = false;

	async function run(): Promise<void> {
		let pause = pauseMs;
		while (waiting.length > 0) {
			const batch = waiting.slice(0, BATCH);
			const answer = await save(batch.map(({ turn }) => turn));
			if (answer.outcome === 'unreachable') {
				await new Promise((resolve) => setTimeout(resolve, pause));
				pause = Math.min(pause * 2, pauseMs * 10);
				continue;
			}
			pause = pauseMs;
			const stored = answer.outcome === 'ok';
			waiting = waiting.slice(batch.length);
			for (const { settle } of batch) settle(stored);
			if (!stored && !fenced) {
				fenced = true;
				onFenced();
			}
		}
		running = null;
	}

	return {
		isFull: () => waiting.length >= full,
		add(turn) {
			if (fenced) return Promise.resolve(false);
			return new Promise((settle) => {
				waiting.push({ turn, settle });
				running ??= run();
			});
		},
		async flush(withinMs) {
			if (running === null) return;
			await within(withinMs, running);
		},
	};
}
