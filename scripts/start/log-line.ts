/** A line that a part wrote: one JSON object (ours, livekit-server's, pino's) or whatever else. */
export interface LogLine {
	readonly text: string;
	readonly json: Readonly<Record<string, unknown>> | null;
}

/** A signed token. livekit-server 1.13.5 logs a rejected one in full. */
const TOKEN = /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;

/** What people see of a line, if anything. Never more than its static message: the rest may be what somebody said. */
export interface Notice {
	readonly level: 'warn' | 'error';
	readonly message: string;
}

export function parseLine(raw: string): LogLine {
	const text = raw.replace(TOKEN, '<token>');
	return { text, json: parseObject(text) };
}

/** Warnings, errors and alerts. `null` for every other line, and for those without a message. */
export function noticeOf({ json }: LogLine): Notice | null {
	const level = json === null ? null : severity(json['level']);
	const message = messageOf(json);
	return level === null || message === null ? null : { level, message };
}

/** What a line says of the death of its part: a stack trace as it is, a warning or an error by its static message. */
export const lastWord = (line: LogLine): string | null =>
	line.json === null ? line.text : (noticeOf(line)?.message ?? null);

function messageOf(json: LogLine['json']): string | null {
	// Alerts are ours alone, and what they say is static; other parts may put anything under that key.
	const message = json?.['level'] === 'alert' ? json['message'] : undefined;
	const words = [json?.['event'], json?.['msg'], message].filter((word) => typeof word === 'string' && word !== '');
	return words.length === 0 ? null : words.join(': ');
}

/** Words, or pino's numbers. */
function severity(level: unknown): Notice['level'] | null {
	if (level === 'warn' || level === 40) return 'warn';
	if (level === 'error' || level === 'fatal' || level === 'alert' || level === 50 || level === 60) return 'error';
	return null;
}

function parseObject(text: string): LogLine['json'] {
	if (!text.startsWith('{')) return null;
	try {
		// A text that begins with a brace parses to an object or not at all.
		return JSON.parse(text) as Record<string, unknown>;
	} catch {
		return null;
	}
}
