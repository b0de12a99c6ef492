/**
 * Log lines of the worker: one JSON object an event on stdout. No token, name or spoken word is ever put in one.
 *
 * @module
 */
export interface LogLine {
	/** `alert`: somebody has to do something. */
	readonly level: 'info' | 'warn' | 'error' | 'alert';
	readonly event: string;
	readonly [field: string]: string | number | boolean | null | undefined;
}

export type Log = (line: LogLine) => void;

export const makeLog =
	(write: (text: string) => void, now: () => number): Log =>
	(line) =>
		write(`${JSON.stringify({ at: new Date(now()).toISOString(), pid: process.pid, ...line })}\n`);

/** The name and the place of an error, never its message: messages of libraries quote what they were given. */
export function nameOf(error: unknown): string {
	if (!(error instanceof Error)) return typeof error;
	const place = error.stack?.split('\n').find((line) => /^\s+at /.test(line)) ?? '';
	return `${error.name}${place.trimEnd().replace(/^\s+at /, ' at ')}`;
}
