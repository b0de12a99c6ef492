/**
 * Protects the worker's task while it has calls: before the first is accepted, renewed for as long as there are any, also
 * while the worker drains, and given back when it has been idle for a while.
 *
 * @module
 */
import type { Log } from '../../log.ts';
import type { Protection } from '../admit.ts';
import type { EcsAgent, EcsAnswer } from './ecs-agent.ts';
import {
	type Ask,
	answered,
	asked,
	busy,
	dueAt,
	type ProtectionPolicy,
	protectionAfter,
	protectionAt,
	UNPROTECTED,
} from './state.ts';

export interface TaskProtection {
	/** What an offer has to reckon with; nothing is asked. */
	look(): Protection;
	/** Asks for it unless it is held: concurrent offers share one request. Takes as long as ECS's agent takes. */
	protect(): Promise<Protection>;
	close(): void;
}

export interface ProtectionOptions {
	readonly agent: EcsAgent;
	readonly minutes: number;
	/** Has it calls, or slots given away to any? */
	readonly isBusy: () => boolean;
	/** Milliseconds of a clock that only goes on. */
	readonly now: () => number;
	readonly log: Log;
	/** ECS did not do what it was asked. */
	readonly onFailure: (type: string) => void;
	readonly holdMs?: number;
	readonly retryMs?: number;
	readonly lookEveryMs?: number;
}

const HOLD_MS = 10_000;
const RETRY_MS = 10_000;
const LOOK_EVERY_MS = 1_000;

/** Where nobody ends workers. */
export const NO_PROTECTION: TaskProtection = {
	look: () => 'off',
	protect: async () => 'off',
	close() {},
};

export function protectTask(options: ProtectionOptions): TaskProtection {
	const { agent, minutes, isBusy, now, log, onFailure, lookEveryMs = LOOK_EVERY_MS } = options;
	const { holdMs = HOLD_MS, retryMs = RETRY_MS } = options;
	const policy: ProtectionPolicy = { lifeMs: minutes * 60_000, holdMs, retryMs };
	let state = UNPROTECTED;
	let underWay: { readonly ask: Ask; readonly ended: Promise<void> } | null = null;
	let told = '';

	function tell(ask: Ask, answer: EcsAnswer): void {
		const outcome = sayAnswer(answer);
		if (answer.outcome !== 'done') onFailure(outcome);
		// A deploy may block for an hour.
		if (told === `${ask} ${outcome}`) return;
		told = `${ask} ${outcome}`;
		log({ level: answer.outcome === 'done' ? 'info' : 'warn', event: 'task_protection', ask, outcome });
	}
	async function put(ask: Ask): Promise<void> {
		const before = state;
		const at = now();
		state = asked(state, ask, policy, at);
		const answer = await agent(ask === 'protect' ? { minutes } : 'unprotected');
		state = answered(before, state, { ask, at, now: now() }, answer, policy);
		tell(ask, answer);
	}
	/** One request after the other: two at once may be done in any order. */
	async function request(ask: Ask): Promise<void> {
		while (underWay !== null) {
			const { ask: other, ended } = underWay;
			await ended;
			if (other === ask) return;
		}
		const ended = put(ask).finally(() => {
			underWay = null;
		});
		underWay = { ask, ended };
		await ended;
	}
	const look = () => protectionAt(state, policy, now());
	const timer = setInterval(() => {
		if (isBusy()) state = busy(state, now());
		if (underWay !== null) return;
		const ask = dueAt(state, policy, isBusy(), now());
		if (ask !== null) void request(ask);
	}, lookEveryMs);
	return {
		look,
		async protect() {
			state = busy(state, now());
			if (look() !== 'unasked') return look();
			await request('protect');
			return protectionAfter(state, policy, now());
		},
		close: () => clearInterval(timer),
	};
}

const sayAnswer = (answer: EcsAnswer): string =>
	answer.outcome === 'done' ? 'done' : answer.outcome === 'blocked' ? 'DEPLOYMENT_BLOCKED' : answer.type;
