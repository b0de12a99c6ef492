import { describe, expect, it } from 'vitest';
import { close } from './closing.ts';
import { isOpen, nextDeadline } from './deadline.ts';
import type { Facts } from './facts.ts';
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
	looked,
	policy,
	reported,
	seen,
	started,
	unopened,
} from './testing.ts';
import { deleted } from './tombstones.ts';

const next = (facts: Facts, seconds: number): number | null => {
	const time = nextDeadline(facts, at(seconds), policy);
	return time === null ? null : (time - at(0)) / 1000;
};
const talking = seen(claimed(asked, 'a', 0), joined(human(), 1), joined(agent('a'), 2));

describe('a record is looked at again', () => {
	it('never, when nothing is open', () => {
		expect(next(unopened, 0)).toBeNull();
		expect(next(deleted(close(talking, generation, 'hung_up', at(5)).facts, generation, at(30)), 30)).toBeNull();
	});

	it('when whoever was given a token should have come', () => {
		expect(next(asked, 0)).toBe(30);
	});

	it('soon when that time has passed without a look', () => {
		expect(next(asked, 31)).toBe(36);
		expect(next(seen(asked, looked(31, [], null)), 32)).toBe(331.1);
	});

	it('five minutes after the last look, at the latest', () => {
		expect(next(talking, 20)).toBe(320);
		const looking = seen(talking, looked(20, [human(), agent('a')]));
		expect(next(looking, 21)).toBe(320.1);
		expect(next(looking, 300)).toBe(320.1);
		expect(next(looking, 400)).toBe(405);
	});

	it('when a claim runs out', () => {
		expect(next(claimed(seen(asked, joined(human(), 1)), 'a', 3), 3)).toBe(18);
	});

	it('when a dispatch should have been answered, or may be tried again', () => {
		expect(next(seen(asked, joined(human(), 1, { ...life(), createdAt: at(1) })), 1)).toBe(11);
		const tried = [20, 30, 40].map(at);
		const waiting = seen(asked, joined(human(), 1));
		expect(next({ ...waiting, room: { ...waiting.room, dispatches: tried } }, 50)).toBe(80);
	});

	it('when the grace is over', () => {
		expect(next(seen(talking, left(human(), 50)), 50)).toBe(110);
	});

	it('when a closed room is to be deleted', () => {
		const closed = deleted(close(talking, generation, 'hung_up', at(5)).facts, generation, at(5));
		expect(next(closed, 5)).toBe(8);
	});

	it('soon, when somebody hears an agent that was put out', () => {
		const two = seen(talking, joined(agent('z'), 9));
		expect(next(two, 10)).toBe(15);
		expect(next(seen(two, left(human(), 10)), 10)).toBe(70);
	});

	it('never in the past', () => {
		expect(next(seen(talking, left(human(), 50)), 200)).toBe(200.001);
	});
});

describe('a room is open', () => {
	const open = (facts: Facts, seconds: number) => isOpen(facts.room, at(seconds), policy);

	it('while a token for it can be used', () => {
		expect(open(asked, 329)).toBe(true);
		expect(open(asked, 330)).toBe(false);
		expect(open(unopened, 0)).toBe(false);
	});

	it('while it lives, or somebody is in it', () => {
		expect(open(seen(unopened, started(1)), 900)).toBe(true);
		expect(open(seen(unopened, reported(agent('a'), 1)), 900)).toBe(true);
		expect(open(seen(unopened, joined(human(), 1)), 900)).toBe(true);
	});

	it('until it was closed, also after the server has finished it', () => {
		expect(open(seen(unopened, started(1), finished(2)), 900)).toBe(true);
	});

	it('after a job was sent to it, although nothing else was heard of it', () => {
		const adopted = seen(claimed(unopened, 'a', 0), jobLost('a', 1));
		expect(open(adopted, 2)).toBe(true);
		expect(open(adopted, 330)).toBe(false);
	});
});

it('a room of which only a claim is known is looked at when its agent should be there', () => {
	expect(next(claimed(unopened, 'a', 3), 3)).toBe(18);
});
