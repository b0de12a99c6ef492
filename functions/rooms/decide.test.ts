import { describe, expect, it } from 'vitest';
import { ask } from './asking.ts';
import { close } from './closing.ts';
import { decide, type Effect } from './decide.ts';
import { tryAnew } from './dispatching.ts';
import { type Facts, inRoom } from './facts.ts';
import {
	agent,
	asked,
	at,
	claimed,
	generation,
	human,
	jobLost,
	joined,
	left,
	looked,
	nothingSaid,
	policy,
	seen,
} from './testing.ts';

const decideAt = (facts: Facts, seconds: number) => decide(facts, at(seconds), policy);
/** What is done, without the counting. */
const acts = (facts: Facts, seconds: number) => decideAt(facts, seconds).effects.filter(({ kind }) => kind !== 'count');

const waiting = seen(asked, joined(human(), 0));
const served = seen(claimed(waiting, 'a', 1), joined(agent('a'), 2));
const alone = seen(served, left(human(), 100));

describe('nothing is done', () => {
	it('while all is well', () => {
		expect(decideAt(served, 50)).toMatchObject({ facts: served, effects: [], look: false });
		expect(decideAt(alone, 159)).toMatchObject({ facts: alone, effects: [], look: false });
	});

	it('on old facts: the server is looked at first', () => {
		for (const due of [decideAt(waiting, 20), decideAt(alone, 160), decideAt(seen(served, jobLost('a', 9)), 9)])
			expect(due).toMatchObject({ effects: [], look: true });
		expect(decideAt(alone, 160).facts).toBe(alone);
	});

	it('on a look-up of two seconds ago, but on a younger one', () => {
		const looking = seen(waiting, looked(20, [human()]));
		expect(acts(looking, 22.1)).toHaveLength(1);
		expect(decideAt(looking, 22.2)).toMatchObject({ effects: [], look: true });
	});

	it('when the look-up shows that nothing is to be done', () => {
		const back = seen(alone, looked(160, [human('PA_h2'), agent('a')]));
		expect(decideAt(back, 161)).toMatchObject({ effects: [], look: false });
	});
});

describe('a room that is over', () => {
	const over = seen(alone, looked(160, [agent('a')]));

	it('is closed and deleted', () => {
		expect(acts(over, 161)).toEqual([{ kind: 'delete_room', generation, reason: 'grace_expired', again: false }]);
		const { facts } = decideAt(over, 161);
		expect(facts.generation).toBe(generation + 1);
		expect(facts.closed).toEqual([{ generation, at: at(161), reason: 'grace_expired', deletedAt: at(161) }]);
	});
});

describe('a closed room', () => {
	const closed = close(served, generation, 'hung_up', at(50)).facts;

	it('is deleted without a look, and marked before it is done', () => {
		const { facts, effects, look } = decideAt(closed, 50);
		expect(look).toBe(false);
		expect(effects).toEqual([
			{ kind: 'delete_room', generation, reason: 'hung_up', again: false },
			{ kind: 'count', outcome: 'delete_room:hung_up' },
		]);
		expect(decideAt(facts, 50)).toMatchObject({ facts, effects: [], deadline: at(53) });
	});

	it('is deleted again at its deadlines, and counted as that', () => {
		const { facts } = decideAt(closed, 50);
		expect(acts(facts, 52.9)).toEqual([]);
		expect(decideAt(facts, 53).effects).toEqual([
			{ kind: 'delete_room', generation, reason: 'hung_up', again: true },
			{ kind: 'count', outcome: 'delete_room:again' },
		]);
		const later = decideAt(decideAt(facts, 53).facts, 70);
		expect(later).toMatchObject({ effects: [{ kind: 'delete_room' }, {}], deadline: null });
	});

	it('is deleted although the server cannot be looked at, and no later for that', () => {
		const next = ask(decideAt(closed, 50).facts, nothingSaid, at(51), policy);
		const lost = claimed(next, 'b', 51);
		const person = { ...joined(human('PA_h2'), 51), generation: generation + 1 };
		const blind = seen(lost, person, { ...jobLost('b', 51.5), generation: generation + 1 });
		expect(decideAt(blind, 52)).toMatchObject({ effects: [], look: true, deadline: at(53) });
		expect(decideAt(blind, 53)).toMatchObject({ effects: [{ kind: 'delete_room' }, {}], look: true, deadline: at(58) });
	});
});

describe('a person without an agent', () => {
	const due = seen(waiting, looked(20, [human()]));

	it('is given one, which is a fact before it is done', () => {
		const { facts, effects } = decideAt(due, 21);
		expect(effects).toEqual([
			{ kind: 'dispatch', generation, agent: null, attempt: 1 },
			{ kind: 'count', outcome: 'dispatch' },
		]);
		expect(facts.room.dispatches).toEqual([at(21)]);
		expect(decideAt(facts, 21)).toMatchObject({ facts, effects: [] });
	});

	it('is given the one that was asked for', () => {
		const sales = { ...due, room: { ...due.room, agent: 'sales' } };
		expect(acts(sales, 21)).toEqual([{ kind: 'dispatch', generation, agent: 'sales', attempt: 1 }]);
	});

	it('is given one beside the ghost of the one before, which is put out', () => {
		const died = seen(served, jobLost('a', 50), looked(50, [human(), agent('a')]));
		expect(acts(died, 51)).toEqual([
			{ kind: 'remove_participant', generation, identity: 'agent-a', sid: 'PA_a', reason: 'process_gone' },
			{ kind: 'dispatch', generation, agent: null, attempt: 1 },
		]);
	});
});

describe('an agent that never comes', () => {
	/** Decided at each of these times, with a look at the server right before. */
	const decidedAt = (facts: Facts, ...seconds: number[]) =>
		seconds.reduce(
			(known, second) => {
				const { facts: after, effects } = decideAt(seen(known.facts, looked(second - 0.2, [human()])), second);
				return { facts: after, effects: [...known.effects, ...effects] };
			},
			{ facts, effects: [] as readonly Effect[] },
		);
	const kinds = (effects: readonly Effect[]) => effects.filter(({ kind }) => kind !== 'count').map(({ kind }) => kind);
	const { facts: tried, effects: tries } = decidedAt(waiting, 20, 30, 40);

	it('is asked for again, which is counted as that', () => {
		expect(tries.flatMap((effect) => ('attempt' in effect ? [effect.attempt] : []))).toEqual([1, 2, 3]);
		expect(tries.flatMap((effect) => (effect.kind === 'count' ? [effect.outcome] : []))).toEqual([
			'dispatch',
			'dispatch:retry',
			'dispatch:retry',
		]);
	});

	it('is given up after the last try, which people are told once', () => {
		expect(acts(seen(tried, looked(49, [human()])), 49.9)).toEqual([]);
		const { facts, effects } = decidedAt(tried, 50);
		expect(effects).toEqual([
			{ kind: 'give_up', generation },
			{ kind: 'count', outcome: 'give_up' },
		]);
		expect(facts.room.gaveUpAt).toBe(at(50));
		for (const second of [50, 60, 79.9]) expect(kinds(decidedAt(facts, second).effects)).toEqual([]);
	});

	it('is not given up on old facts: somebody may serve by now', () => {
		expect(decideAt(tried, 50)).toMatchObject({ effects: [], look: true });
		expect(kinds(decideAt(seen(tried, looked(50, [human(), agent('a')])), 51).effects)).toEqual([]);
	});

	it('is given up again only after further tries', () => {
		const { facts: given } = decidedAt(tried, 50);
		const again = inRoom(given, (room) => tryAnew(room, at(60)));
		expect(kinds(decidedAt(again, 60, 70, 80, 90, 100).effects)).toEqual([
			'dispatch',
			'dispatch',
			'dispatch',
			'give_up',
		]);
	});
});

describe('two agents', () => {
	it('do not stay: the one without the claim is put out', () => {
		const two = seen(served, joined(agent('z'), 9), looked(10, [human(), agent('a'), agent('z')]));
		const { facts, effects } = decideAt(two, 11);
		expect(effects).toEqual([
			{ kind: 'remove_participant', generation, identity: 'agent-z', sid: 'PA_z', reason: 'replaced' },
			{ kind: 'count', outcome: 'remove_participant:replaced' },
		]);
		expect(facts).toBe(two);
	});
});
