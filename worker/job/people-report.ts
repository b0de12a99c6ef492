/**
 * People on their way to the API: who came and who went, the latest that is known of each. Without webhooks this is all
 * that the API hears of them.
 *
 * @module
 */
import type { ParticipantsRequest } from '../../functions/protocol/agent.ts';
import type { Answer } from '../door.ts';
import { within } from '../within.ts';
import type { Person } from './attendance.ts';

type Reported = ParticipantsRequest['people'][number];

export interface PeopleReport {
	came(person: Person): void;
	went(person: Person): void;
	/** Something has changed for all who are there: tells of them once more. */
	again(people: readonly Person[]): void;
	/** Sends what was not sent, for at most `withinMs`. */
	flush(withinMs: number): Promise<void>;
}

export interface PeopleReportOptions {
	readonly send: (people: Reported[]) => Promise<Answer<unknown>>;
	/** Sid of the room; undefined while it is not known. */
	readonly roomSid: () => string | undefined;
	/** Changes within this time are sent together. */
	readonly batchMs?: number;
	/** Until the next attempt while the API does not answer, unless a change comes first. */
	readonly retryMs?: number;
}

const BATCH_MS = 100;
const RETRY_MS = 5_000;
/** What the door takes at once. */
const BATCH = 50;
/** Of more than these who could not be told of, the oldest are forgotten. */
const KEPT = 200;

export function makePeopleReport(options: PeopleReportOptions): PeopleReport {
	const { send, roomSid, batchMs = BATCH_MS, retryMs = RETRY_MS } = options;
	const present = new Map<string, Reported>();
	const unsent = new Map<string, Reported>();
	let running: Promise<void> | null = null;
	let timer: NodeJS.Timeout | undefined;
	let isFinished = false;

	const put = (person: Reported) => {
		unsent.delete(person.sid);
		unsent.set(person.sid, person);
		for (const sid of [...unsent.keys()].slice(0, -KEPT)) unsent.delete(sid);
	};
	const wake = (ms: number) => {
		clearTimeout(timer);
		if (!isFinished) timer = setTimeout(() => void run(), ms);
	};
	const run = (): Promise<void> => {
		clearTimeout(timer);
		running ??= sendAll().finally(() => {
			running = null;
		});
		return running;
	};
	async function sendAll(): Promise<void> {
		while (unsent.size > 0) {
			const batch = [...unsent.values()].slice(0, BATCH);
			for (const { sid } of batch) unsent.delete(sid);
			const { outcome } = await send(batch);
			if (outcome !== 'unreachable') continue;
			wake(unsent.size > 0 ? batchMs : retryMs);
			for (const person of batch) if (!unsent.has(person.sid)) put(person);
			return;
		}
	}
	/** They are in the life of the room in which they were first seen. */
	const seen = ({ sid, identity }: Person): Reported => {
		const room = present.get(sid)?.roomSid ?? roomSid();
		return { sid, identity, present: true, ...(room === undefined ? {} : { roomSid: room }) };
	};
	const came = (person: Person) => {
		const reported = seen(person);
		present.set(person.sid, reported);
		put(reported);
		wake(batchMs);
	};
	return {
		came,
		went(person) {
			put({ ...(present.get(person.sid) ?? person), present: false });
			present.delete(person.sid);
			wake(batchMs);
		},
		again(people) {
			for (const person of people) came(person);
		},
		async flush(withinMs) {
			isFinished = true;
			await within(withinMs, run());
		},
	};
}
