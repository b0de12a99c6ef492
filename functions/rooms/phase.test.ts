import { describe, expect, it } from 'vitest';
import { ask } from './asking.ts';
import { close } from './closing.ts';
import type { Facts } from './facts.ts';
import { phase } from './phase.ts';
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
	looked,
	nothingSaid,
	policy,
	recorder,
	seen,
	unopened,
} from './testing.ts';

const phaseAt = (facts: Facts, seconds: number) => phase(facts, at(seconds), policy);
const held = claimed(asked, 'a', 0);
const talking = seen(held, joined(human(), 1), joined(agent('a'), 2));
const alone = seen(talking, left(human(), 40));

describe('the phase', () => {
	it('goes from empty over starting to active', () => {
		expect(phaseAt(unopened, 0)).toBe('empty');
		expect(phaseAt(asked, 0)).toBe('starting');
		expect(phaseAt(seen(held, joined(human(), 1)), 1)).toBe('starting');
		expect(phaseAt(talking, 2)).toBe('active');
	});

	it('is empty again when whoever asked never came', () => {
		expect(phaseAt(asked, 29)).toBe('starting');
		expect(phaseAt(asked, 30)).toBe('empty');
	});

	it('is active through a refresh, and starting again when the agent is lost', () => {
		const reloaded = seen(talking, joined(human('PA_h2'), 9), left(human(), 9, 'replaced'));
		expect(phaseAt(reloaded, 9)).toBe('active');
		expect(phaseAt(seen(talking, jobLost('a', 9)), 9)).toBe('starting');
		expect(phaseAt(seen(talking, looked(9, [human()])), 10)).toBe('starting');
	});

	it('is the grace period when the last human has left, whatever the agent does', () => {
		expect(phaseAt(alone, 41)).toBe('grace_period');
		expect(phaseAt(seen(alone, left(agent('a'), 42)), 43)).toBe('grace_period');
		expect(phaseAt(seen(talking, looked(40, [], null)), 41)).toBe('grace_period');
	});

	it('is starting when somebody is on the way back', () => {
		const returning = ask(alone, nothingSaid, at(50), policy);
		expect(phaseAt(returning, 51)).toBe('starting');
		expect(phaseAt(returning, 80)).toBe('grace_period');
	});

	it('does not take another machine for a human or an agent', () => {
		expect(phaseAt(seen(unopened, joined(recorder, 1)), 1)).toBe('empty');
		expect(phaseAt(seen(held, joined(human(), 1), joined(recorder, 1)), 2)).toBe('starting');
	});

	it('is empty when the server has finished the room', () => {
		expect(phaseAt(seen(talking, finished(50)), 51)).toBe('empty');
	});

	it('is closing after a close, until the room is surely gone', () => {
		const { facts } = close(talking, generation, 'hung_up', at(50));
		expect(phaseAt(facts, 50)).toBe('closing');
		expect(phaseAt(facts, 69.9)).toBe('closing');
		expect(phaseAt(facts, 70)).toBe('empty');
		expect(phaseAt(ask(facts, nothingSaid, at(51), policy), 51)).toBe('starting');
	});
});
