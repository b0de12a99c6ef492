import * as z from 'zod/mini';
import { defineTool } from './tool.ts';

export type TimeResult =
	| {
			readonly outcome: 'known';
			/** IANA name, or `UTC+05:30` of a visitor whose zone has no name that is known. */
			readonly timezone: string;
			/** Whose time zone it is: the one asked for, the visitor's, or (the visitor's is not known) this machine's. */
			readonly source: 'asked' | 'visitor' | 'machine';
			/** English: "Wednesday". */
			readonly weekday: string;
			/** `YYYY-MM-DD` */
			readonly date: string;
			/** `HH:MM`, 24 hours. */
			readonly time: string;
	  }
	| { readonly outcome: 'unknown_timezone'; readonly timezone: string };

const FIELDS = {
	weekday: 'long',
	year: 'numeric',
	month: '2-digit',
	day: '2-digit',
	hour: '2-digit',
	minute: '2-digit',
	hourCycle: 'h23',
} as const;

function calendarOf(format: Intl.DateTimeFormat, now: number) {
	const part = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
	return {
		timezone: format.resolvedOptions().timeZone,
		weekday: String(part['weekday']),
		date: `${part['year']}-${part['month']}-${part['day']}`,
		time: `${part['hour']}:${part['minute']}`,
	};
}

/** `null`: there is no such time zone. */
function calendarAt(now: number, timezone: string) {
	try {
		return calendarOf(new Intl.DateTimeFormat('en-US', { ...FIELDS, timeZone: timezone }), now);
	} catch {
		return null;
	}
}

/** By the clock alone: Node 20 makes no calendar of `+05:30`. */
function calendarWest(now: number, minutes: number) {
	const local = calendarOf(new Intl.DateTimeFormat('en-US', { ...FIELDS, timeZone: 'UTC' }), now - minutes * 60_000);
	const away = Math.abs(minutes);
	const hours = String(Math.floor(away / 60)).padStart(2, '0');
	return { ...local, timezone: `UTC${minutes > 0 ? '-' : '+'}${hours}:${String(away % 60).padStart(2, '0')}` };
}

/** Where the visitor is, as far as their page has said it. */
export interface VisitorClock {
	/** IANA name; `null` while it is not known. */
	readonly timezone: string | null;
	/** Minutes, positive west of Greenwich; `null` while it is not known. */
	readonly timezoneOffset: number | null;
}

function calendarOfVisitor(now: number, { timezone, timezoneOffset }: VisitorClock) {
	// A browser may name a zone that this machine's data lacks: as good as not known.
	const named = timezone === null ? null : calendarAt(now, timezone);
	if (named !== null) return named;
	return timezoneOffset === null ? null : calendarWest(now, timezoneOffset);
}

/** @param now milliseconds since the epoch */
export const currentTime = (now: () => number, visitor: VisitorClock) =>
	defineTool({
		name: 'current_time',
		description: "Tells the date and the time, in the visitor's time zone unless another one is asked for.",
		parameters: z.object({
			timezone: z
				.nullable(z.string())
				.check(z.describe('IANA time zone, such as Asia/Tokyo; null for where the visitor is')),
		}),
		run({ timezone }): TimeResult {
			if (timezone !== null) {
				const there = calendarAt(now(), timezone);
				return there === null
					? { outcome: 'unknown_timezone', timezone }
					: { outcome: 'known', source: 'asked', ...there };
			}
			const visitors = calendarOfVisitor(now(), visitor);
			if (visitors !== null) return { outcome: 'known', source: 'visitor', ...visitors };
			return { outcome: 'known', source: 'machine', ...calendarOf(new Intl.DateTimeFormat('en-US', FIELDS), now()) };
		},
	});
