import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../door.ts';
import { makePeopleReport } from './people-report.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const ok: Answer<unknown> = { outcome: 'ok', body: {} };
const down: Answer<unknown> = { outcome: 'unreachable' };
const person = (n: number) => ({ sid: `PA_${n}`, identity: `human-${n}` });

/** Answers one after the other, the last one for ever. */
function setUp(...answers: Answer<unknown>[]) {
	const sent: string[][] = [];
	let roomSid: string | undefined = 'RM_1';
	const report = makePeopleReport({
		roomSid: () => roomSid,
		async send(people) {
			sent.push(people.map((one) => `${one.present ? '+' : '-'}${one.sid} ${one.roomSid ?? '?'}`));
			return answers[Math.min(sent.length, answers.length) - 1] ?? ok;
		},
	});
	return {
		report,
		sent,
		inRoom: (sid: string | undefined) => {
			roomSid = sid;
		},
	};
}

describe('people who come and go', () => {
	it('are told of together, once, with their room', async () => {
		const { report, sent } = setUp(ok);
		report.came(person(1));
		report.came(person(2));
		expect(sent).toEqual([]);
		await vi.advanceTimersByTimeAsync(100);
		expect(sent).toEqual([['+PA_1 RM_1', '+PA_2 RM_1']]);
		report.went(person(1));
		await vi.advanceTimersByTimeAsync(60_000);
		expect(sent.slice(1)).toEqual([['-PA_1 RM_1']]);
	});

	it('are told of as they are now: who went within the moment was never there', async () => {
		const { report, sent } = setUp(ok);
		report.came(person(1));
		report.went(person(1));
		await vi.advanceTimersByTimeAsync(100);
		expect(sent).toEqual([['-PA_1 RM_1']]);
	});

	it('are told of with the next change when the API did not answer, the latest of each', async () => {
		const { report, sent } = setUp(down, ok);
		report.came(person(1));
		await vi.advanceTimersByTimeAsync(100);
		report.came(person(2));
		report.went(person(1));
		await vi.advanceTimersByTimeAsync(100);
		expect(sent.slice(1).flat().sort()).toEqual(['+PA_2 RM_1', '-PA_1 RM_1']);
	});

	it('are told of again without a change, but not at once', async () => {
		const { report, sent } = setUp(down, ok);
		report.came(person(1));
		await vi.advanceTimersByTimeAsync(5_000);
		expect(sent).toHaveLength(1);
		await vi.advanceTimersByTimeAsync(100);
		expect(sent).toHaveLength(2);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(sent).toHaveLength(2);
	});

	it('are told of without delay when they came while an attempt failed', async () => {
		const sent: string[][] = [];
		let fail = (_answer: Answer<unknown>): void => {};
		const report = makePeopleReport({
			roomSid: () => undefined,
			send(people) {
				sent.push(people.map((one) => `${one.present ? '+' : '-'}${one.sid}`));
				return sent.length > 1 ? Promise.resolve(ok) : new Promise((resolve) => (fail = resolve));
			},
		});
		report.came(person(1));
		await vi.advanceTimersByTimeAsync(100);
		report.came(person(2));
		report.went(person(1));
		await vi.advanceTimersByTimeAsync(3_000);
		expect(sent).toEqual([['+PA_1']]);
		fail(down);
		await vi.advanceTimersByTimeAsync(100);
		expect(sent).toEqual([['+PA_1'], ['+PA_2', '-PA_1']]);
	});

	it('are forgotten when the API refuses them', async () => {
		const { report, sent } = setUp({ outcome: 'refused', code: 'stale_epoch' });
		report.came(person(1));
		await vi.advanceTimersByTimeAsync(60_000);
		expect(sent).toHaveLength(1);
	});

	it('are told of in parts that the door takes, and not without bound', async () => {
		const { report, sent } = setUp(down, ok);
		for (let n = 0; n < 300; n++) report.came(person(n));
		await vi.advanceTimersByTimeAsync(6_000);
		expect(Math.max(...sent.map((batch) => batch.length))).toBe(50);
		expect(sent.slice(1).flat()).toHaveLength(200);
		expect(sent.flat()).toContain('+PA_299 RM_1');
	});
});

describe('the state as a whole', () => {
	it('names the life of the room that somebody is in, not one that came after', async () => {
		const { report, sent, inRoom } = setUp(ok);
		report.came(person(1));
		// The server restarts; who comes back first comes before the new sid is known.
		inRoom(undefined);
		report.came(person(2));
		report.came(person(3));
		await vi.advanceTimersByTimeAsync(100);
		expect(sent).toEqual([['+PA_1 RM_1', '+PA_2 ?', '+PA_3 ?']]);
		inRoom('RM_2');
		report.went(person(1));
		report.went(person(2));
		report.again([person(3)]);
		await vi.advanceTimersByTimeAsync(100);
		expect(sent[1]?.toSorted()).toEqual(['+PA_3 RM_2', '-PA_1 RM_1', '-PA_2 ?']);
	});

	it('of who stayed names their room, when that is in doubt and when it is known again', async () => {
		const { report, sent, inRoom } = setUp(ok);
		report.came(person(1));
		for (const sid of [undefined, 'RM_1']) {
			inRoom(sid);
			report.again([person(1)]);
			await vi.advanceTimersByTimeAsync(100);
		}
		expect(sent).toEqual([['+PA_1 RM_1'], ['+PA_1 RM_1']]);
	});

	it('of an empty room is no message', async () => {
		const { report, sent } = setUp(ok);
		report.again([]);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(sent).toEqual([]);
	});
});

describe('the end of a call', () => {
	it('sends what was not sent, and then nothing more', async () => {
		const { report, sent } = setUp(down);
		report.came(person(1));
		await report.flush(1_000);
		expect(sent).toEqual([['+PA_1 RM_1']]);
		report.went(person(1));
		await vi.advanceTimersByTimeAsync(60_000);
		expect(sent).toHaveLength(1);
	});

	it('is held up only for so long', async () => {
		const report = makePeopleReport({ roomSid: () => undefined, send: () => new Promise(() => {}) });
		report.came(person(1));
		const flushed = vi.fn();
		void report.flush(1_000).then(flushed);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(flushed).toHaveBeenCalled();
	});
});
