/**
 * The trace of a call, from the click that starts it: every request to the API carries it, so that one id is in the log
 * lines of the API and of the agent's job.
 *
 * @module
 */
import { newTrace, TRACE_HEADER, traceparentOf } from '../../../functions/protocol/trace.ts';

export interface Tracing {
	/** Of the call; of the page, while it is in none. */
	trace(): string;
	/** @param trace of the call that a reload returns to; without one, a new one */
	begin(trace?: string): void;
	/** The browser's, with the trace. */
	readonly fetch: typeof globalThis.fetch;
}

/** @param fetch the browser's */
export function makeTracing(fetch: typeof globalThis.fetch, random: (bytes: number) => Uint8Array): Tracing {
	let current = newTrace(random);
	return {
		trace: () => current,
		begin: (trace = newTrace(random)) => {
			current = trace;
		},
		fetch: (input, init) => {
			const headers = new Headers(init?.headers);
			headers.set(TRACE_HEADER, traceparentOf(current));
			return fetch(input, { ...init, headers });
		},
	};
}
