/**
 * One id from the click to the first sound, in the log lines of page, API and job. It goes along as the header of W3C
 * Trace Context, so that a team's own tracing goes on with it.
 *
 * @module
 */

export const TRACE_HEADER = 'traceparent';

const TRACE = /^[0-9a-f]{32}$/;
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-|$)/;
/** Not an id, by the standard. */
const NOBODY = '0'.repeat(32);

export const isTrace = (value: string): boolean => TRACE.test(value) && value !== NOBODY;

/** @param random 16 bytes */
export function newTrace(random: (bytes: number) => Uint8Array): string {
	return Array.from(random(16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The value of the header. Who asks is a span of its own, which the trace's first half names well enough. */
export const traceparentOf = (trace: string): string => `00-${trace}-${trace.slice(0, 16)}-01`;

/** The trace of a request; null: it has none, or none that can be read. */
export function traceOf(header: string | null | undefined): string | null {
	const trace = TRACEPARENT.exec(header ?? '')?.[1];
	return trace !== undefined && isTrace(trace) ? trace : null;
}
