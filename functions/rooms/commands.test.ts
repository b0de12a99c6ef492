import { describe, expect, it } from 'vitest';
import { type Command, type CommandKind, outcomeOf, perform } from './commands.ts';
import type { Facts } from './facts.ts';
import { EVENTS_KEPT } from './prune.ts';
import {
	agent,
	asked,
	at,
	claimed,
	finished,
	generation,
	human,
	jobLost,
	joined,
	left,
	life,
	nothingSaid,
	policy,
	seen,
	started,
	t0,
} from './testing.ts';

const done = <K extends CommandKind>(command: Command<K>, stored: Facts | null, seconds = 50) =>
	perform(command, stored, at(seconds), policy);

const served = seen(claimed(asked, 'a', 0), joined(human(), 1), joined(agent('a'), 2));
const hangUp = { kind: 'close', generation, reason: 'hung_up' } as const;
const { facts: closed } = done(hangUp, served);

describe('who asks for a room', () => {
	const ask = { kind: 'ask', ...nothingSaid } as const;

	it('gets one, with or without a record', () => {
		expect(done(ask, null)).toMatchObject({ answer: 'asked', facts: { generation: t0 / 1000 + 50, epoch: 0 } });
		expect(done(ask, served)).toMatchObject({ answer: 'asked', facts: { generation, room: { askedAt: at(50) } } });
		expect(done(ask, closed)).toMatchObject({ answer: 'asked', facts: { generation: generation + 1 } });
	});

	it('is followed by their trace, until they say another one', () => {
		const { facts } = done({ ...ask, trace: 'first' }, null);
		expect(facts?.room.trace).toBe('first');
		expect(done(ask, facts).facts?.room.trace).toBe('first');
		expect(done({ ...ask, trace: 'second' }, facts).facts?.room.trace).toBe('second');
		expect(done(ask, null).facts?.room).not.toHaveProperty('trace');
	});
});

describe('closing', () => {
	it('closes the room that it names, once', () => {
		expect(done(hangUp, served)).toMatchObject({ answer: 'closed', facts: { generation: generation + 1 } });
		const again = done(hangUp, closed);
		expect(again.answer).toBe('already_closed');
		expect(again.facts).toBe(closed);
	});

	it('closes a room that the store has lost, and none that was never given out', () => {
		const lost = done(hangUp, null);
		expect(lost).toMatchObject({ answer: 'closed', facts: { generation: generation + 1 } });
		expect(lost.facts?.closed).toMatchObject([{ generation, reason: 'hung_up' }]);
		const future = { ...hangUp, generation: generation + 100 };
		expect(done(future, null)).toEqual({ answer: 'not_found', facts: null });
		expect(done(future, served)).toEqual({ answer: 'not_found', facts: served });
	});
});

describe('forgetting', () => {
	it('closes the room and drops what was said; where nothing is there is nothing to forget', () => {
		const forgotten = done({ kind: 'forget' }, { ...served, todo: ['milk'] });
		expect(forgotten).toMatchObject({ answer: 'forgotten', clearTurns: true, facts: { epoch: 2, todo: [] } });
		expect(forgotten.facts?.closed).toMatchObject([{ generation, reason: 'forgotten' }]);
		expect(done({ kind: 'forget' }, null)).toEqual({ answer: 'empty', facts: null });
	});
});

describe('a job that asks to serve', () => {
	const claim = (jobId: string, more: object = {}) => ({ kind: 'claim', generation, jobId, ...more }) as const;

	it('is granted, granted again, or refused', () => {
		const first = done(claim('a', { worker: 'w1' }), asked, 1);
		expect(first.answer).toMatchObject({ outcome: 'granted', epoch: 1 });
		expect(first.facts?.room.claim).toMatchObject({ jobId: 'a', worker: 'w1' });
		const again = done(claim('a'), first.facts, 2);
		expect(again.answer).toMatchObject({ outcome: 'granted_again', epoch: 1 });
		expect(again.facts).toBe(first.facts);
		expect(done(claim('b'), first.facts, 2).answer).toMatchObject({ outcome: 'claim_taken' });
		expect(done(claim('a'), closed).answer).toMatchObject({ outcome: 'room_closed' });
	});

	it('does not say whose it is, if it does not', () => {
		expect(done(claim('a'), asked, 1).facts?.room.claim).not.toHaveProperty('worker');
	});

	it('adopts the room that the store does not know, and moves an old record on to its own', () => {
		expect(done(claim('a'), null)).toMatchObject({ answer: { outcome: 'granted' }, facts: { generation } });
		const later = done({ ...claim('b'), generation: generation + 2 }, served);
		expect(later).toMatchObject({ answer: { outcome: 'granted', epoch: 2 }, facts: { generation: generation + 2 } });
		expect(later.facts?.closed).toMatchObject([{ generation, reason: 'superseded' }]);
	});
});

describe('an observation', () => {
	const comes = joined(human('PA_h2'), 9);
	const heard = (event: string | null, observation = comes) => ({ kind: 'observe', observation, event }) as const;

	it('is folded in, or is known', () => {
		const first = done(heard(null), served);
		expect(first).toMatchObject({ answer: 'observed', facts: { room: { people: { PA_h2: { kind: 'human' } } } } });
		const again = done(heard(null), first.facts);
		expect(again.answer).toBe('known');
		expect(again.facts).toBe(first.facts);
	});

	it('is known by its event’s id when it comes again, and not kept when it was no event', () => {
		const first = done(heard('EV_1'), served);
		expect(first.facts?.events).toEqual(['EV_1']);
		const otherwise = done(heard('EV_1', left(human(), 9)), first.facts);
		expect(otherwise.answer).toBe('repeated');
		expect(otherwise.facts).toBe(first.facts);
		expect(done(heard(null), served).facts?.events).toEqual([]);
		// What changes nothing needs no id.
		expect(done(heard('EV_2'), first.facts).facts).toBe(first.facts);
	});

	it('is told from others by the last ids', () => {
		const events = Array.from({ length: EVENTS_KEPT }, (_, i) => `EV_${i}`);
		const { facts } = done(heard('EV_new'), { ...served, events });
		expect(facts?.events).toEqual([...events.slice(1), 'EV_new']);
	});

	it('of nobody begins no record', () => {
		for (const observation of [started(1), finished(1), left(human(), 1), jobLost('a', 1)])
			expect(done(heard('EV_1', observation), null)).toEqual({ answer: 'unknown_room', facts: null });
		expect(done(heard('EV_1'), null)).toMatchObject({ answer: 'observed', facts: { generation, events: ['EV_1'] } });
	});

	it('of a room that was closed is kept on its tombstone', () => {
		const { answer, facts } = done(heard('EV_1', joined(human(), 60, life(2))), closed);
		expect(answer).toBe('observed');
		expect(facts?.closed).toMatchObject([{ generation, at: at(60) }]);
	});
});

describe('time that has passed', () => {
	it('changes nothing but what was tried before a worker came', () => {
		const quiet = done({ kind: 'sweep', workerCameAt: 0 }, served);
		expect(quiet.answer).toBe('swept');
		expect(quiet.facts).toBe(served);
		expect(done({ kind: 'sweep', workerCameAt: at(40) }, served).facts?.room.triesFrom).toBe(at(40));
		expect(done({ kind: 'sweep', workerCameAt: at(40) }, null)).toEqual({ answer: 'empty', facts: null });
	});
});

it('an agent’s write and a page’s call for an agent are commands, too', () => {
	const writer = { generation, jobId: 'a', epoch: 1 };
	expect(done({ kind: 'write', writer, written: { what: 'turns' } }, served).answer).toBe('kept');
	const call = { generation, timezone: null, timezoneOffset: null, retry: false, workerCameAt: 0 };
	expect(done({ kind: 'call_agent', ...call }, served).answer).toBe('asked');
});

it('the outcome of an answer is a word', () => {
	expect(outcomeOf('already_closed')).toBe('already_closed');
	expect(outcomeOf({ outcome: 'claim_taken', facts: served })).toBe('claim_taken');
	expect(outcomeOf({ outcome: 'granted', epoch: 1, facts: served })).toBe('granted');
});
