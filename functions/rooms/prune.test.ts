import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { close } from './closing.ts';
import { decide } from './decide.ts';
import type { Facts } from './facts.ts';
import { lastHumanLeft, present } from './people.ts';
import { phase } from './phase.ts';
import { history } from './promises/histories.ts';
import { fold } from './promises/news.ts';
import { PEOPLE_KEPT, prune } from './prune.ts';
import {
	agent,
	asked,
	at,
	claimed,
	generation,
	human,
	joined,
	left,
	life,
	looked,
	policy,
	reported,
	seen,
	started,
} from './testing.ts';

const keptAt = (facts: Facts, seconds: number) => prune(facts, at(seconds), policy);
const talking = seen(claimed(asked, 'a', 0), joined(human(), 1), joined(agent('a'), 2));
const HOUR = 3600;

describe('a record', () => {
	it('that holds nothing old is not changed', () => {
		expect(keptAt(talking, 60)).toBe(talking);
		expect(keptAt(talking, HOUR)).toBe(talking);
	});

	it('keeps who is there, and who has left lately', () => {
		const reloaded = seen(talking, left(human(), 9, 'replaced'), joined(human('PA_h2'), 9));
		expect(Object.keys(keptAt(reloaded, 600).room.people)).toHaveLength(3);
		expect(Object.keys(keptAt(reloaded, HOUR).room.people)).toEqual(['PA_a', 'PA_h2']);
	});

	it('keeps the last human, whose leave began the grace', () => {
		const alone = seen(talking, joined(human('PA_h2'), 3), left(human('PA_h2'), 4), looked(9, [agent('a')]));
		const kept = keptAt(alone, HOUR).room;
		expect(lastHumanLeft(kept)).toBe(at(9.1));
		expect(kept.looks).toEqual([]);
		expect(Object.keys(kept.people)).toEqual(['PA_a', 'PA_h1']);
	});

	it('does not bring back who was in an older life, however old that is', () => {
		const restarted = seen(talking, started(HOUR, life(2)));
		expect(present(keptAt(restarted, HOUR + 1).room, 'human')).toEqual([]);
		expect(present(keptAt(restarted, 2 * HOUR).room, 'agent')).toEqual([]);
	});

	it('keeps the newest life, and forgets those that nobody was in lately', () => {
		const twice = seen(talking, started(9, life(2)), started(10, life(3)), joined(human('PA_h2'), 11, life(3)));
		expect(Object.keys(keptAt(twice, HOUR).room.lives)).toEqual(['RM_3']);
	});

	it('forgets who was closed long ago', () => {
		const { facts } = close(talking, generation, 'hung_up', at(0));
		expect(keptAt(facts, 600).closed).toHaveLength(1);
		expect(keptAt(facts, 601).closed).toEqual([]);
	});

	it('does not grow with every reload', () => {
		const reloads = Array.from({ length: 2 * PEOPLE_KEPT }, (_, second) => second + 3);
		const heard = reloads.flatMap((second) => {
			const page = human(`PA_r${second}`);
			return [joined(page, second), left(page, second + 1, 'replaced')];
		});
		const { people } = keptAt(seen(talking, ...heard), 200).room;
		expect(Object.keys(people)).toHaveLength(PEOPLE_KEPT);
		expect(people).toHaveProperty('PA_h1');
		expect(people).toHaveProperty(`PA_r${reloads.at(-1)}`);
	});
});

it('what is forgotten decides nothing', { timeout: 60_000 }, () => {
	fc.assert(
		fc.property(history, fc.nat(2 * HOUR * 1000), (told, later) => {
			const now = told.end + later;
			const { facts } = decide(fold(told.before, [...told.heard, told.lookAt(now)]), now, policy);
			const kept = prune(facts, now, policy);
			const decided = [facts, kept].map((one) => ({ ...decide(one, now, policy), facts: phase(one, now, policy) }));
			expect(decided[1]).toEqual(decided[0]);
		}),
		{ numRuns: 1_000 },
	);
});

it('the newest life is kept when nobody says that they are in it: it knows how long the server waits', () => {
	const silent = seen(asked, started(1), reported(human(), 2, null));
	expect(keptAt(silent, HOUR).room.lives).toEqual(silent.room.lives);
	expect(present(keptAt(silent, HOUR).room, 'human')).toHaveLength(1);
});
