/**
 * When a page says that it sees no agent (`web/call/dispatch`): after it was alone for a moment, at once when there was an
 * agent before, and again every few seconds.
 *
 * @module
 */
import type { Reply } from '../api/network.ts';
import type { CallOff, Clock } from '../clock/clock.ts';
import type { Random } from '../random.ts';

const ALONE_AFTER_MS = 2_500;
const EVERY_MS = 4_000;
const SELDOM_MS = 15_000;

export interface AgentSearchOptions {
	readonly clock: Clock;
	readonly random: Random;
	readonly ask: (room: string, retry: boolean) => Promise<Reply<unknown>>;
}

export function makeAgentSearch({ clock, random, ask }: AgentSearchOptions) {
	let room = '';
	let company: 'unknown' | 'agent' | 'alone' = 'unknown';
	/** Who asks now; whoever was asked before is not listened to. */
	let turn = 0;
	let retry = false;
	let isClosed = false;
	let heldUntil = 0;
	let callOff: CallOff = () => {};

	function plan(ms: number): void {
		callOff();
		if (company === 'alone' && !isClosed)
			callOff = clock.after(Math.max(ms, heldUntil - clock.now()), () => void say(turn));
	}

	async function say(own: number): Promise<void> {
		const asked = clock.now();
		const answer = await ask(room, retry);
		if (own !== turn) return;
		let every = EVERY_MS;
		if (answer.outcome === 'ok') retry = false;
		if (answer.outcome === 'refused') {
			if (answer.code === 'agent_unavailable') every = SELDOM_MS;
			else if (answer.status < 500 && answer.status !== 429) isClosed = true;
			heldUntil = clock.now() + (answer.retryAfterMs ?? 0);
		}
		plan(asked + every * (0.75 + random.next() / 2) - clock.now());
	}

	function beginAnew(ms: number): void {
		turn += 1;
		plan(ms);
	}

	return {
		enter(name: string): void {
			if (name === room) return;
			room = name;
			company = 'unknown';
			isClosed = false;
			heldUntil = 0;
			beginAnew(0);
		},
		look({ connected, agent }: { readonly connected: boolean; readonly agent: boolean }): void {
			const before = company;
			company = !connected ? 'unknown' : agent ? 'agent' : 'alone';
			if (company !== before) beginAnew(before === 'agent' ? 0 : ALONE_AFTER_MS);
		},
		tryAgain(): void {
			retry = true;
			beginAnew(0);
		},
		stop(): void {
			turn += 1;
			callOff();
			isClosed = true;
		},
	};
}
