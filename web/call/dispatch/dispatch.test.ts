import { describe, expect, it } from 'vitest';
import type { DispatchResponse } from '../../../functions/protocol/dispatch.ts';
import type { Answer } from '../api/answer.ts';
import type { Search } from './asking.ts';
import { makeDispatch } from './dispatch.ts';

const pending: Answer<DispatchResponse> = {
	outcome: 'answered',
	value: { dispatchId: null, reused: false, agent: 'pending' },
};
const refused = (status: number, code: string, retryAfter: number | null = null): Answer<DispatchResponse> => ({
	outcome: 'refused',
	status,
	code,
	detail: null,
	retryAfter,
});
const gaveUp = refused(503, 'agent_unavailable');
const away = { connected: false, agent: false };
const alone = { connected: true, agent: false };
const accompanied = { connected: true, agent: true };

function begin() {
	let now = 0;
	let timers: { at: number; callback: () => void }[] = [];
	let answer: Promise<Answer<DispatchResponse>> = Promise.resolve(pending);
	const asked: string[] = [];
	const searches: Search[] = [];
	const signals: AbortSignal[] = [];
	const dispatch = makeDispatch({
		clock: {
			now: () => now,
			after: (delay, callback) => {
				const timer = { at: now + delay, callback };
				timers.push(timer);
				return () => {
					timers = timers.filter((other) => other !== timer);
				};
			},
		},
		ask: (request, signal) => {
			asked.push(`${now} ${request.room_name}${request.retry === true ? ' retry' : ''}`);
			signals.push(signal);
			return answer;
		},
		random: () => 0.5,
		changed: (search) => searches.push(search),
	});
	/** Lets time go by, and everything happen that is due until then. */
	async function until(end: number): Promise<void> {
		for (;;) {
			await new Promise((resolve) => setTimeout(resolve));
			const next = timers.toSorted((a, b) => a.at - b.at).find(({ at }) => at <= end);
			if (next === undefined) break;
			timers = timers.filter((other) => other !== next);
			now = Math.max(now, next.at);
			next.callback();
		}
		now = end;
	}
	const answers = (next: Answer<DispatchResponse> | Promise<Answer<DispatchResponse>>) => {
		answer = Promise.resolve(next);
	};
	dispatch.enter('r1');
	return { dispatch, asked, searches, signals, until, answers };
}

describe('a page without an agent', () => {
	it('asks after a while, and again as long as there is none', async () => {
		const { dispatch, asked, until } = begin();
		dispatch.look(alone);
		await until(11_000);
		expect(asked).toEqual(['2500 r1', '6500 r1', '10500 r1']);
	});

	it('does not ask when an agent comes as they do', async () => {
		const { dispatch, asked, until } = begin();
		dispatch.look(alone);
		await until(1_000);
		dispatch.look(accompanied);
		await until(60_000);
		expect(asked).toEqual([]);
	});

	it('asks at once when its agent has gone, each time', async () => {
		const { dispatch, asked, until } = begin();
		for (const at of [1_000, 1_100]) {
			dispatch.look(accompanied);
			await until(at);
			dispatch.look(alone);
			await until(at);
		}
		expect(asked).toEqual(['1000 r1', '1100 r1']);
	});

	it('does not ask while its room is lost', async () => {
		const { dispatch, asked, until } = begin();
		dispatch.look(alone);
		await until(3_000);
		dispatch.look(away);
		await until(20_000);
		dispatch.look(alone);
		await until(23_000);
		expect(asked).toEqual(['2500 r1', '22500 r1']);
	});

	it('asks one thing at a time', async () => {
		const { dispatch, asked, until, answers } = begin();
		answers(new Promise(() => {}));
		dispatch.look(alone);
		await until(60_000);
		expect(asked).toHaveLength(1);
	});

	it('takes back what it has asked when an agent is there, and does not listen to the answer', async () => {
		const { dispatch, signals, searches, until, answers } = begin();
		let reply = (_: Answer<DispatchResponse>) => {};
		answers(
			new Promise((resolve) => {
				reply = resolve;
			}),
		);
		dispatch.look(alone);
		await until(3_000);
		dispatch.look(accompanied);
		expect(signals[0]?.aborted).toBe(true);
		reply(gaveUp);
		await until(4_000);
		expect(searches).toEqual([]);
	});

	it('asks nothing more when its call is over', async () => {
		const { dispatch, asked, signals, until } = begin();
		dispatch.look(alone);
		await until(3_000);
		dispatch.stop();
		await until(60_000);
		expect(asked).toHaveLength(1);
		expect(signals[0]?.aborted).toBe(true);
	});

	it('asks for its new room when it is given another one', async () => {
		const { dispatch, asked, until, answers } = begin();
		answers(refused(409, 'room_closed'));
		dispatch.look(alone);
		await until(60_000);
		dispatch.look(away);
		dispatch.enter('r1');
		dispatch.look(alone);
		await until(90_000);
		expect(asked).toEqual(['2500 r1']);
		dispatch.look(away);
		dispatch.enter('r2');
		dispatch.look(alone);
		await until(93_000);
		expect(asked).toEqual(['2500 r1', '92500 r2']);
	});

	it('does not ask before the API allows it, although its agent goes once more', async () => {
		const { dispatch, asked, until, answers } = begin();
		answers(refused(429, 'too_many_requests', 10_000));
		dispatch.look(alone);
		await until(3_000);
		dispatch.look(accompanied);
		dispatch.look(alone);
		await until(13_000);
		expect(asked).toEqual(['2500 r1', '12500 r1']);
	});
});

describe('a page that no agent has come to', () => {
	async function givenUp() {
		const begun = begin();
		begun.answers(gaveUp);
		begun.dispatch.look(alone);
		await begun.until(3_000);
		return begun;
	}

	it('goes on asking, seldom, and hears when one may come after all', async () => {
		const { asked, searches, until, answers } = await givenUp();
		expect(searches).toEqual(['unavailable']);
		answers(pending);
		await until(18_000);
		expect(asked).toEqual(['2500 r1', '17500 r1']);
		expect(searches).toEqual(['unavailable', 'pending']);
	});

	it('knows of nothing wrong when an agent is there, or the room is lost', async () => {
		for (const seen of [accompanied, away]) {
			const { dispatch, searches } = await givenUp();
			dispatch.look(seen);
			expect(searches).toEqual(['unavailable', 'unknown']);
		}
	});

	it('waits again and asks at once when the person wants it', async () => {
		const { dispatch, asked, searches, until, answers } = await givenUp();
		answers(pending);
		dispatch.tryAgain();
		expect(searches).toEqual(['unavailable', 'unknown']);
		await until(8_000);
		expect(searches).toEqual(['unavailable', 'unknown', 'pending']);
		expect(asked).toEqual(['2500 r1', '3000 r1 retry', '7000 r1']);
	});

	it('says what the person wants until it is heard', async () => {
		const { dispatch, asked, until, answers } = await givenUp();
		answers({ outcome: 'unreachable' });
		dispatch.tryAgain();
		await until(4_000);
		answers(pending);
		await until(12_000);
		expect(asked.slice(1)).toEqual(['3000 r1 retry', '7000 r1 retry', '11000 r1']);
	});
});
