import * as z from 'zod/mini';
import { SPOKEN_CITIES, zoneOf } from '../cities.ts';
import { type Answer, type Intent, say } from '../intent.ts';
import { TOOL_FAILED } from '../self.ts';
import { calendarDay, capitals, clockTime, listing } from '../wording.ts';

/** What the tool `current_time` answers. */
const moment = z.object({
	timezone: z.string(),
	source: z.string(),
	weekday: z.string(),
	date: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
	time: z.string().check(z.regex(/^\d\d:\d\d$/)),
});

const askTime = (timezone: string | null, word: (now: z.output<typeof moment>) => string): Answer => ({
	type: 'call',
	tool: 'current_time',
	args: { timezone },
	word(output) {
		const now = moment.safeParse(output);
		return now.success ? word(now.data) : TOOL_FAILED;
	},
});

const timeOf = ({ time }: { readonly time: string }): string => {
	const [hour, minute] = time.split(':').map(Number);
	return clockTime(hour ?? 0, minute ?? 0);
};

/** Whose clock it is, when that may surprise. */
const whose = ({ source }: { readonly source: string }): string =>
	source === 'machine' ? ' where I run. I do not know your time zone' : '';

const time: Intent = {
	name: 'time',
	phrases: ['what time is it [now]', 'what is the time'],
	typed: ["what's the time", 'tell me the time', '[the] time', 'do you (know | have) the time', 'how late is it'],
	example: 'what time is it',
	featured: true,
	answer: () => askTime(null, (now) => `It is ${timeOf(now)}${whose(now)}.`),
};

const timeIn: Intent = {
	name: 'time_in',
	phrases: ['what time is it in <city>', 'what is the time in <city>'],
	typed: ["what's the time [now] in <city>", 'what time is it now in <city>', '[the] time in <city>'],
	example: 'what time is it in Tokyo',
	answer({ city = '' }) {
		const timezone = zoneOf(city);
		if (timezone !== null) return askTime(timezone, (now) => `In ${capitals(city)} it is ${timeOf(now)}.`);
		const some = SPOKEN_CITIES.filter((_, index) => index % 6 === 2).map(capitals);
		return say(`I do not know the time in that place. I know it in cities such as ${listing(some)}.`);
	},
};

const date: Intent = {
	name: 'date',
	phrases: ['what day is it [today]', 'what is the date [today]'],
	typed: ["what's the (date | day) [today]", 'what (day | date) is today', "what is today's date", '[the] date'],
	example: 'what day is it',
	answer: () =>
		askTime(null, (now) => {
			const [, month, day] = now.date.split('-').map(Number);
			return `Today is ${now.weekday}, ${calendarDay(month ?? 1, day ?? 1)}.`;
		}),
};

export const timeAndDate = [time, timeIn, date];
