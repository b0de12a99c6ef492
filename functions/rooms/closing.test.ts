import { describe, expect, it } from 'vitest';
import { ask } from './asking.ts';
import { close, forget, moveOn } from './closing.ts';
import { asked, at, claimed, generation, human, joined, nothingSaid, policy, seen, unopened } from './testing.ts';
import { traceOfRoom } from './tombstones.ts';

const talking = seen(claimed(asked, 'a', 0), joined(human(), 1));
const closed = close(talking, generation, 'hung_up', at(9));

describe('closing', () => {
	it('moves the generation on, and the old name is a tombstone', () => {
		expect(closed.outcome).toBe('closed');
		expect(closed.facts).toMatchObject({ generation: generation + 1, epoch: 1, room: { claim: null, people: {} } });
		expect(closed.facts.closed).toEqual([{ generation, at: at(9), reason: 'hung_up', deletedAt: null }]);
	});

	it('keeps the trace of the call, which what is done about its name belongs to', () => {
		const traced = ask(unopened, { ...nothingSaid, trace: 'a trace' }, at(0), policy);
		const next = ask(
			close(traced, generation, 'hung_up', at(9)).facts,
			{ ...nothingSaid, trace: 'another' },
			at(10),
			policy,
		);
		expect(traceOfRoom(next, generation)).toBe('a trace');
		expect(traceOfRoom(next, generation + 1)).toBe('another');
		expect(traceOfRoom(next, generation - 1)).toBeNull();
		expect(traceOfRoom(closed.facts, generation)).toBeNull();
	});

	it('what is closed is success and changes nothing', () => {
		const again = close(closed.facts, generation, 'agent_failed', at(10));
		expect(again).toEqual({ outcome: 'already_closed', facts: closed.facts });
		expect(again.facts).toBe(closed.facts);
	});

	it('names its room: what nobody has opened is not closed', () => {
		expect(close(talking, generation + 1, 'hung_up', at(9))).toEqual({ outcome: 'not_found', facts: talking });
	});
});

describe('forgetting', () => {
	it('closes the room, shuts out its agent, and keeps nothing that was said', () => {
		const told = { ...talking, timezone: 'Europe/Berlin', timezoneOffset: -60, todo: ['milk'] };
		const forgotten = forget(told, at(9));
		expect(forgotten).toMatchObject({ generation: generation + 1, epoch: 2 });
		expect(forgotten).toMatchObject({ timezone: null, timezoneOffset: null, todo: [] });
		expect(forgotten.closed).toMatchObject([{ generation, reason: 'forgotten' }]);
	});
});

describe('a record that is older than the room', () => {
	it('is moved on to it, and its own room is a tombstone', () => {
		const moved = moveOn(talking, generation + 3, at(9));
		expect(moved).toMatchObject({ generation: generation + 3, room: { people: {} } });
		expect(moved.closed).toEqual([{ generation, at: at(9), reason: 'superseded', deletedAt: null }]);
	});

	it('is never moved back', () => {
		expect(moveOn(talking, generation, at(9))).toBe(talking);
		expect(moveOn(talking, generation - 1, at(9))).toBe(talking);
	});
});
