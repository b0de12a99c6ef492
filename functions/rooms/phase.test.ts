import { describe, expect, it } from 'vitest';
import { ask } from './asking.ts';
import { close } from './closing.ts';
import { decide } from './decide.ts';
import { type Facts, newFacts, type Person } from './facts.ts';
import { joined, left } from './people.ts';
import { phase } from './phase.ts';
import { makePolicy } from './policy.ts';

const policy = makePolicy(60);
const t0 = 1_795_000_000_000;
const asked = ask(newFacts(t0), { timezone: null }, t0);
const human = { sid: 'PA_h', identity: 'human-x', kind: 'human' as const };
const agent = { sid: 'PA_a', identity: 'agent-x', kind: 'agent' as const };

const withPerson = (facts: Facts, who: { sid: string; identity: string; kind: Person['kind'] }, at = t0): Facts => ({
	...facts,
	room: joined(facts.room, { ...who, at }),
});
const without = (facts: Facts, who: typeof human | typeof agent, at: number): Facts => ({
	...facts,
	room: left(facts.room, { ...who, at }),
});

describe('the phase', () => {
	it('goes from empty over starting to active', () => {
		expect(phase(newFacts(t0), t0, policy)).toBe('empty');
		expect(phase(asked, t0, policy)).toBe('starting');
		expect(phase(withPerson(asked, human), t0, policy)).toBe('starting');
		expect(phase(withPerson(withPerson(asked, human), agent), t0, policy)).toBe('active');
	});

	it('is empty again when whoever asked never came', () => {
		expect(phase(asked, t0 + policy.arrivalMs, policy)).toBe('empty');
	});

	it('is the grace period when the last human has left, whatever the agent does', () => {
		const alone = without(withPerson(withPerson(asked, human), agent), human, t0 + 40_000);
		expect(phase(alone, t0 + 41_000, policy)).toBe('grace_period');
		expect(phase(without(alone, agent, t0 + 42_000), t0 + 43_000, policy)).toBe('grace_period');
	});

	it('does not take another machine for a human or an agent', () => {
		const egress = withPerson(newFacts(t0), { sid: 'PA_e', identity: 'EG_1', kind: 'other' });
		expect(phase(egress, t0, policy)).toBe('empty');
	});

	it('is closing after a close, until the room is surely gone', () => {
		const { facts } = close(withPerson(asked, human), asked.generation, 'hung_up', t0);
		expect(phase(facts, t0, policy)).toBe('closing');
		expect(phase(facts, t0 + policy.closingMs, policy)).toBe('empty');
	});
});

describe('closing', () => {
	const { generation } = asked;
	const closed = close(withPerson(asked, human), generation, 'hung_up', t0);

	it('moves the generation on and decides that the old room is deleted', () => {
		expect(closed.outcome).toBe('closed');
		expect(closed.facts.generation).toBe(generation + 1);
		expect(decide(closed.facts, t0, policy).effects).toEqual([{ kind: 'delete_room', generation, reason: 'hung_up' }]);
	});

	it('decides the same again while the room may come back, and nothing after that', () => {
		expect(decide(closed.facts, t0 + policy.closingMs - 1, policy).effects).toHaveLength(1);
		expect(decide(closed.facts, t0 + policy.closingMs, policy)).toEqual({ effects: [], deadline: null });
	});

	it('of what is closed is success and changes nothing', () => {
		expect(close(closed.facts, generation, 'hung_up', t0 + 1)).toEqual({
			outcome: 'already_closed',
			facts: closed.facts,
		});
	});

	it('never closes a generation that nobody has opened', () => {
		expect(close(asked, generation + 1, 'hung_up', t0)).toEqual({ outcome: 'not_found', facts: asked });
	});

	it('decides nothing for an open room', () => {
		expect(decide(withPerson(asked, human), t0, policy)).toEqual({ effects: [], deadline: null });
	});
});
