import { describe, expect, it } from 'vitest';
import { MESSAGE_ID } from '../../../functions/protocol/call.ts';
import { type Clock, makeDelivery } from './delivery.ts';
import { newMessage } from './new-message.ts';
import { dueMessages, type Message, nextDueAt, RESEND_AFTER } from './outbox.ts';

const message = (id: string): Message => ({ id, text: id, at: 0 });

describe('messages that are due', () => {
	const both = [message('a'), message('b')];

	it('are those that were not sent, and those that had no answer for a second', () => {
		expect(dueMessages(both, new Map(), 0)).toEqual(both);
		expect(dueMessages(both, new Map([['a', 0]]), 1)).toEqual([message('b')]);
		expect(dueMessages(both, new Map([['a', 0]]), RESEND_AFTER)).toEqual(both);
	});

	it('are due again at a time that is known', () => {
		expect(nextDueAt([], new Map(), 0)).toBeNull();
		expect(nextDueAt(both, new Map([['a', 500]]), 600)).toBe(600);
		const sent = new Map([
			['a', 500],
			['b', 550],
		]);
		expect(nextDueAt(both, sent, 600)).toBe(500 + RESEND_AFTER);
	});
});

/** A clock that goes when it is told to. */
function makeStillClock(): Clock & { forward(milliseconds: number): void } {
	let now = 0;
	let timers: { at: number; callback: () => void }[] = [];
	return {
		now: () => now,
		after: (delay, callback) => {
			const timer = { at: now + delay, callback };
			timers.push(timer);
			return () => {
				timers = timers.filter((other) => other !== timer);
			};
		},
		forward: (milliseconds) => {
			const end = now + milliseconds;
			for (;;) {
				const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
				if (next === undefined) break;
				timers = timers.filter((timer) => timer !== next);
				now = next.at;
				next.callback();
			}
			now = end;
		},
	};
}

function deliver(...typed: readonly string[]) {
	let pending = typed.map(message);
	const sent: string[] = [];
	const clock = makeStillClock();
	const delivery = makeDelivery({
		pending: () => pending,
		send: async ({ id }) => {
			sent.push(id);
			throw new Error('the line is dead, which nobody here needs to know');
		},
		clock,
	});
	const acknowledge = (id: string) => {
		pending = pending.filter((other) => other.id !== id);
		delivery.wake();
	};
	return { delivery, sent, clock, acknowledge };
}

describe('delivery', () => {
	it('waits for somebody who reads', () => {
		const { delivery, sent, clock } = deliver('a');
		delivery.wake();
		clock.forward(10_000);
		expect(sent).toEqual([]);
		delivery.readerChanged('agent-1');
		expect(sent).toEqual(['a']);
	});

	it('sends again each second until the answer, in order', () => {
		const { delivery, sent, clock, acknowledge } = deliver('a', 'b');
		delivery.readerChanged('agent-1');
		expect(sent).toEqual(['a', 'b']);
		clock.forward(RESEND_AFTER);
		expect(sent).toEqual(['a', 'b', 'a', 'b']);
		acknowledge('a');
		clock.forward(RESEND_AFTER);
		expect(sent).toEqual(['a', 'b', 'a', 'b', 'b']);
		acknowledge('b');
		clock.forward(10_000);
		expect(sent).toHaveLength(5);
	});

	it('tells a new agent everything at once', () => {
		const { delivery, sent } = deliver('a');
		delivery.readerChanged('agent-1');
		delivery.readerChanged('agent-1');
		expect(sent).toEqual(['a']);
		delivery.readerChanged('agent-2');
		expect(sent).toEqual(['a', 'a']);
	});

	it('is silent while nobody reads, and goes on when somebody does', () => {
		const { delivery, sent, clock } = deliver('a');
		delivery.readerChanged('agent-1');
		delivery.readerChanged(null);
		clock.forward(10_000);
		expect(sent).toEqual(['a']);
		delivery.readerChanged('agent-1');
		expect(sent).toEqual(['a', 'a']);
	});

	it('ends with the call', () => {
		const { delivery, sent, clock } = deliver('a');
		delivery.readerChanged('agent-1');
		delivery.stop();
		clock.forward(10_000);
		expect(sent).toEqual(['a']);
	});
});

describe('a new message', () => {
	it('has an id that the agent accepts, and no other message has it', () => {
		const ids = Array.from({ length: 50 }, () => newMessage('hello', 7, crypto).id);
		for (const id of ids) expect(id).toMatch(MESSAGE_ID);
		expect(new Set(ids).size).toBe(50);
		expect(newMessage('hello', 7, crypto)).toMatchObject({ text: 'hello', at: 7 });
	});
});
