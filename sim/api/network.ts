/**
 * Requests of pages, workers and LiveKit to the API: each leg takes its time, and may be lost.
 *
 * @module
 */
import type { Clock } from '../clock/clock.ts';
import type { Link } from '../link.ts';
import type { Process } from '../process.ts';
import type { Random } from '../random.ts';
import type { Api, Handler } from './api.ts';

/** What came of a request. `unreachable`: nobody answered, or only that it is broken. */
export type Reply<T> =
	| { readonly outcome: 'ok'; readonly body: T }
	| {
			readonly outcome: 'refused';
			readonly code: string;
			readonly status: number;
			readonly retryAfterMs: number | null;
	  }
	| { readonly outcome: 'unreachable' };

export interface Sender {
	readonly process: Process;
	readonly link: Link;
}

export type Network = ReturnType<typeof makeNetwork>;

const WAY_MS = [1, 25] as const;
/** Nobody listens there. */
const REFUSED_MS = 2;

export function makeNetwork({
	clock,
	random,
	api,
	slowness,
}: {
	readonly clock: Clock;
	readonly random: Random;
	readonly api: Api;
	readonly slowness: number;
}) {
	const way = () => random.between(...WAY_MS) * slowness;

	/** One attempt. */
	return function request<T>(
		{ process, link }: Sender,
		label: string,
		handle: Handler<T>,
		timeoutMs: number,
	): Promise<Reply<T>> {
		return new Promise((resolve) => {
			let isOver = false;
			const end = (what: string, reply: Reply<T>) => {
				if (isOver) return;
				isOver = true;
				callOff();
				process.act(`${label}: ${what}`, () => resolve(reply));
			};
			let callOff = () => {};
			const nobody = () => end('unreachable', { outcome: 'unreachable' });
			process.act(`${label} is asked`, () => {
				callOff = clock.after(timeoutMs, nobody);
				if (!link.isUp()) return;
				if (!api.isUp()) return void clock.after(REFUSED_MS, nobody);
				clock.send({
					label,
					ms: way(),
					follows: true,
					deliver: () =>
						api.handle(label, handle, (reply) => {
							if (reply === 'reset') return nobody();
							if (!link.isUp()) return;
							const what = reply.outcome === 'refused' ? reply.code : reply.outcome;
							clock.send({ label: `${label}: ${what}`, ms: way(), follows: true, deliver: () => end(what, reply) });
						}),
				});
			});
		});
	};
}
