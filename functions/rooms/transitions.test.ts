import { describe, expect, it } from 'vitest';
import { ask } from './asking.ts';
import { close, forget, moveOn } from './closing.ts';
import { adoptedFacts, type Facts } from './facts.ts';
import type { Observation } from './observe.ts';
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
	started,
	unopened,
} from './testing.ts';
import { transitions } from './transitions.ts';

const between = (before: Facts | null, after: Facts, seconds: number) => transitions(before, after, at(seconds));
/** Each is saved by itself. */
const heard = (before: Facts, ...observations: Observation[]) => {
	let known = before;
	return observations.flatMap((observation) => {
		const after = seen(known, observation);
		const changes = transitions(known, after, observation.at);
		known = after;
		return changes;
	});
};

const talking = seen(claimed(asked, 'a', 0), joined(human(), 1), joined(agent('a'), 2));
const alone = seen(talking, left(human(), 100));
const expired = close(alone, generation, 'grace_expired', at(160)).facts;

describe('a grace', () => {
	it('starts when the last human leaves, once', () => {
		expect(between(talking, alone, 100)).toEqual([{ kind: 'grace_started' }]);
		expect(between(alone, seen(alone, left(human(), 101)), 101)).toEqual([]);
		expect(between(alone, seen(alone, left(agent('a'), 101)), 101)).toEqual([]);
		expect(between(alone, seen(alone, looked(120, [agent('a')])), 120)).toEqual([]);
		expect(heard(alone, finished(190))).toEqual([]);
	});

	it('starts when a look finds nobody', () => {
		expect(heard(talking, looked(50, [agent('a')]))).toEqual([{ kind: 'grace_started' }]);
	});

	it('does not start while another human is there, or before any has come', () => {
		expect(heard(talking, joined(human('PA_g', 'guest'), 20), left(human(), 30))).toEqual([]);
		expect(heard(asked, started(0), joined(agent('a'), 1), left(agent('a'), 9))).toEqual([]);
		expect(heard(talking, joined(recorder, 20), left(recorder, 30))).toEqual([]);
	});

	it('is cancelled by who comes, with the time that nobody was there', () => {
		expect(between(alone, seen(alone, joined(human('PA_h2'), 107)), 107)).toEqual([
			{ kind: 'grace_cancelled', ms: 7_000 },
		]);
		expect(heard(alone, looked(130, [human('PA_h2')]))).toEqual([{ kind: 'grace_cancelled', ms: 30_100 }]);
	});

	it('goes on when somebody came and went again before it was saved', () => {
		expect(between(alone, seen(alone, joined(human('PA_h2'), 107), left(human('PA_h2'), 109)), 110)).toEqual([]);
	});

	it('has expired when the room is closed for it, with its length', () => {
		expect(between(alone, expired, 160.2)).toEqual([{ kind: 'grace_expired', ms: 60_200 }]);
		// The token's door, when somebody comes too late.
		expect(between(alone, ask(alone, nothingSaid, at(300), policy), 300)).toEqual([
			{ kind: 'grace_expired', ms: 200_000 },
		]);
		// The server has closed it, because our own clocks had stopped.
		expect(between(alone, close(alone, generation, 'room_finished', at(190)).facts, 190)).toEqual([
			{ kind: 'grace_expired', ms: 90_000 },
		]);
	});

	it('is over without a word when the room is closed for another reason', () => {
		expect(between(alone, close(alone, generation, 'hung_up', at(120)).facts, 120)).toEqual([]);
		expect(between(alone, forget(alone, at(120)), 120)).toEqual([]);
		expect(between(alone, moveOn(alone, generation + 1, at(120)), 120)).toEqual([]);
		expect(between(talking, close(talking, generation, 'hung_up', at(120)).facts, 120)).toEqual([]);
	});

	it('is not expired for the room that nobody was ever in', () => {
		const lived = seen(asked, started(0));
		expect(between(lived, close(lived, generation, 'grace_expired', at(99)).facts, 99)).toEqual([]);
	});

	it('of the room before says nothing of the next one', () => {
		const next = ask(expired, nothingSaid, at(170), policy);
		expect(between(expired, next, 170)).toEqual([]);
		const come = { ...joined(human('PA_h2'), 171), generation: generation + 1 };
		expect(heard(next, come)).toEqual([]);
	});
});

describe('a refresh', () => {
	const evicted = left(human(), 100, 'replaced');
	const reloaded = joined(human('PA_h2'), 100.1);

	it('that evicts its own former self starts none, in any order of the news', () => {
		expect(heard(talking, evicted, reloaded)).toEqual([]);
		expect(heard(talking, reloaded, evicted)).toEqual([]);
		expect(heard(talking, evicted, looked(100.2, [human('PA_h2'), agent('a')]))).toEqual([]);
	});

	it('starts one when it then leaves', () => {
		expect(heard(talking, evicted, reloaded, left(human('PA_h2'), 200))).toEqual([{ kind: 'grace_started' }]);
	});

	it('with a leave of its own is one, until it is back', () => {
		expect(heard(talking, left(human(), 100), joined(human('PA_h2'), 103))).toEqual([
			{ kind: 'grace_started' },
			{ kind: 'grace_cancelled', ms: 3_000 },
		]);
	});
});

describe('an agent', () => {
	const died = jobLost('a', 50);

	it('is lost when its process ends while somebody is there, once', () => {
		expect(heard(talking, died, jobLost('a', 40), jobLost('a', 60))).toEqual([{ kind: 'agent_lost' }]);
	});

	it('is not lost to a room that everybody has left, nor with the room', () => {
		expect(heard(alone, jobLost('a', 101))).toEqual([]);
		expect(between(talking, close(talking, generation, 'agent_failed', at(50)).facts, 50)).toEqual([]);
	});

	it('is not lost when another one serves: news of one that serves no more changes nothing', () => {
		const second = claimed(seen(talking, died), 'b', 51);
		expect(heard(second, jobLost('a', 52))).toEqual([]);
		expect(between(seen(talking, died), second, 51)).toEqual([]);
		expect(heard(second, jobLost('b', 53))).toEqual([{ kind: 'agent_lost' }]);
	});
});

describe('a room', () => {
	it('is adopted when the store did not know it and somebody is in it', () => {
		const adopted = adoptedFacts(at(50), generation);
		expect(between(null, seen(adopted, joined(human(), 50)), 50)).toEqual([{ kind: 'adopted' }]);
		expect(between(null, seen(adopted, looked(50, [])), 50)).toEqual([{ kind: 'adopted' }]);
		// A job serves it, and the server is silent.
		expect(between(null, claimed(adopted, 'a', 50), 50)).toEqual([{ kind: 'adopted' }]);
	});

	it('is not adopted when somebody has just asked for it, or closes it', () => {
		expect(between(null, asked, 0)).toEqual([]);
		expect(between(null, close(unopened, generation, 'hung_up', at(1)).facts, 1)).toEqual([]);
	});

	it('that the store knew is not adopted', () => {
		expect(between(asked, seen(asked, joined(human(), 1)), 1)).toEqual([]);
	});
});

it('the agent of a room before is not lost when a later one is found alive', () => {
	const later = { ...joined(human('PA_h2'), 50), generation: generation + 1 };
	expect(between(talking, seen(talking, later), 50)).toEqual([]);
});
