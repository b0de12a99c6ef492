/**
 * Log lines: one JSON object an event. No token, cookie, name or spoken word is ever put in one.
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
		write(`${JSON.stringify({ at: new Date(now()).toISOString(), ...line })}\n`);
