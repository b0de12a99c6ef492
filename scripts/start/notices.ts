import { type LogLine, noticeOf } from './log-line.ts';

/** The same message is not news again for this long (milliseconds): an outage repeats itself every second. */
const OLD_NEWS_MS = 30_000;

/** Picks from the parts' lines what people should see: warnings and errors, each once in a while. */
export function createNotices(now: () => number): (title: string, line: LogLine) => string | null {
	const said = new Map<string, number>();
	return (title, line) => {
		const notice = noticeOf(line);
		if (notice === null) return null;
		const text = `${title}, ${notice.level === 'warn' ? 'warning' : 'error'}: ${notice.message}`;
		const last = said.get(text);
		if (last !== undefined && now() - last < OLD_NEWS_MS) return null;
		said.set(text, now());
		return text;
	};
}
