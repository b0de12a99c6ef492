/**
 * The clock behind the budgets of a call: who speaks and who is there, and a timer until the next thing to say or do.
 *
 * @module
 */
import { type Budgets, type CallFacts, type EndReason, nextOf } from './budgets.ts';

export interface BudgetClock {
	/** Begins to run; before that, it only listens. */
	start(): void;
	/** Somebody is in the room, or nobody any more. */
	attended(isAttended: boolean): void;
	personSpeaks(isSpeaking: boolean): void;
	personTyped(): void;
	/** It thinks or speaks. */
	agentSpeaks(isSpeaking: boolean): void;
	close(): void;
}

export interface BudgetClockOptions {
	readonly budgets: Budgets;
	/** Of the room. */
	readonly startedAt: number;
	readonly now: () => number;
	/** To be said to whoever is there. */
	readonly tell: (what: 'warn' | 'wrap_up' | 'ask') => void;
	/** Called once. */
	readonly end: (reason: EndReason) => void;
}

/** Of what setTimeout can wait for. */
const LONGEST_TIMER_MS = 2_147_483_647;

export function makeBudgetClock({ budgets, startedAt, now, tell, end }: BudgetClockOptions): BudgetClock {
	let isRunning = false;
	let isAttended = false;
	let isSpokenTo = false;
	let isSpeaking = false;
	let lastSign = now();
	let told: Pick<CallFacts, 'warnedAt' | 'wrappedUpAt' | 'askedAt'> = {
		warnedAt: null,
		wrappedUpAt: null,
		askedAt: null,
	};
	let timer: NodeJS.Timeout | undefined;

	const facts = (): CallFacts => {
		const isQuiet = isAttended && !isSpokenTo && !isSpeaking;
		return { startedAt, isAttended, quietSince: isQuiet ? lastSign : null, ...told };
	};
	const over = () => {
		isRunning = false;
		clearTimeout(timer);
	};
	function wind(): void {
		clearTimeout(timer);
		if (!isRunning) return;
		const at = now();
		const next = nextOf(facts(), at, budgets);
		if (next.next === 'nothing') {
			timer = setTimeout(wind, Math.min(Math.max(0, next.until - at), LONGEST_TIMER_MS));
		} else if (next.next === 'end') {
			over();
			end(next.reason);
		} else {
			if (next.next === 'warn') told = { ...told, warnedAt: at };
			if (next.next === 'wrap_up') told = { ...told, wrappedUpAt: at };
			if (next.next === 'ask') told = { ...told, askedAt: at };
			tell(next.next);
			wind();
		}
	}
	/** Only a person answers the question whether somebody is there. */
	const sign = () => {
		lastSign = now();
		told = { ...told, askedAt: null };
		wind();
	};
	return {
		start() {
			isRunning = true;
			wind();
		},
		attended(someone) {
			if (someone === isAttended) return;
			isAttended = someone;
			sign();
		},
		personSpeaks(speaks) {
			isSpokenTo = speaks;
			sign();
		},
		personTyped: sign,
		agentSpeaks(speaks) {
			isSpeaking = speaks;
			lastSign = now();
			wind();
		},
		close: over,
	};
}
