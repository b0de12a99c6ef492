import { describe, expect, it } from 'vitest';
import { type CallingAgent, callAgent } from './calling-agent.ts';
import { agentNeed, dispatched } from './dispatching.ts';
import { type Facts, inRoom } from './facts.ts';
import { asked, at, generation, human, joined, policy, seen, t0 } from './testing.ts';

const calling: CallingAgent = { generation, timezone: null, timezoneOffset: null, retry: false, workerCameAt: 0 };
const call = (stored: Facts | null, more: Partial<CallingAgent> = {}, seconds = 50) =>
	callAgent({ ...calling, ...more }, stored, at(seconds), policy);
const need = ({ room }: Facts, seconds = 50) => agentNeed(room, at(seconds), policy);

const waiting = seen(asked, joined(human(), 0));
const tried = inRoom(waiting, (room) => [20, 30, 40].reduce((known, second) => dispatched(known, at(second)), room));
const inBerlin = { ...waiting, timezone: 'Europe/Berlin', timezoneOffset: -60 };

describe('a page that sees no agent', () => {
	it('changes nothing by saying so: what follows from it is decided', () => {
		const { facts, answer } = call(waiting);
		expect(answer).toBe('asked');
		expect(facts).toBe(waiting);
	});

	it('says where its person is; what it does not say stays', () => {
		const said = { timezone: 'Asia/Tokyo', timezoneOffset: -540 };
		expect(call(inBerlin, said).facts).toMatchObject(said);
		expect(call(inBerlin).facts).toBe(inBerlin);
		expect(call(inBerlin, { timezone: 'Europe/Berlin' }).facts).toBe(inBerlin);
		expect(call(inBerlin, { timezone: 'Europe/Rome' }).facts).toMatchObject({
			timezone: 'Europe/Rome',
			timezoneOffset: -60,
		});
	});

	it('is answered by the room that it is in: the next one has another page', () => {
		const later = { ...waiting, generation: generation + 1 };
		const closed = call(later, { timezone: 'Europe/Rome' });
		expect(closed.answer).toBe('room_closed');
		expect(closed.facts).toBe(later);
		const early = call(waiting, { generation: generation + 1 });
		expect(early.answer).toBe('not_found');
		expect(early.facts).toBe(waiting);
	});

	it('begins the record anew that the store has lost, but no room that was never given out', () => {
		expect(call(null)).toMatchObject({ answer: 'asked', facts: { generation, room: { people: {} } } });
		expect(call(null, { generation: t0 / 1000 + 51 })).toEqual({ answer: 'not_found', facts: null });
	});
});

describe('what was tried in vain', () => {
	it('stands: nobody is asked for again before its time', () => {
		expect(need(tried).need).toBe('unavailable');
		expect(call(tried).facts).toBe(tried);
	});

	it('does not count any more when a worker has come since, and does when it came before', () => {
		expect(need(call(tried, { workerCameAt: at(45) }).facts ?? tried)).toEqual({ need: 'dispatch', attempt: 1 });
		expect(need(call(tried, { workerCameAt: at(5) }).facts ?? tried).need).toBe('unavailable');
	});

	it('does not count any more when the person asks to try again', () => {
		const { facts } = call(tried, { retry: true });
		expect(facts?.room.triesFrom).toBe(at(50));
		expect(need(facts ?? tried)).toEqual({ need: 'dispatch', attempt: 1 });
	});

	it('is not tried again by a person while an agent may still come', () => {
		const young = inRoom(waiting, (room) => dispatched(room, at(45)));
		expect(call(young, { retry: true }).facts).toBe(young);
	});
});

it('a page at the time of Greenwich says so: no offset is one, too', () => {
	const said = { timezone: 'Africa/Accra', timezoneOffset: 0 };
	expect(call(inBerlin, said).facts).toMatchObject(said);
});
