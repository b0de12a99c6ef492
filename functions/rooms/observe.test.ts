import { describe, expect, it } from 'vitest';
import { close } from './closing.ts';
import { type Observation, observe } from './observe.ts';
import { present } from './people.ts';
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
	reported,
	seen,
	started,
} from './testing.ts';

const everything: readonly Observation[] = [
	started(1),
	joined(human(), 1),
	joined(agent('a'), 2),
	left(human(), 3),
	finished(4),
	looked(5, [human()]),
	looked(6, [], null),
	jobLost('a', 7),
];
const ofGeneration = (observation: Observation, other: number): Observation => ({ ...observation, generation: other });
const isTaken = (observation: Observation) => observe(null, observation) !== null;

describe('an observation of a room that the store does not know', () => {
	it('begins a record when somebody is in it: it is adopted', () => {
		expect(everything.filter(isTaken)).toEqual([joined(human(), 1), joined(agent('a'), 2), looked(5, [human()])]);
		const adopted = observe(null, joined(human(), 1));
		expect(adopted).toMatchObject({ generation, epoch: 0, closed: [], room: { askedAt: null } });
		expect(adopted && present(adopted.room, 'human')).toHaveLength(1);
	});
});

describe('an observation of a closed room', () => {
	const closed = close(asked, generation, 'hung_up', at(0)).facts;
	const isSighted = (observation: Observation) => observe(closed, observation) !== closed;

	it('is a sighting when the room lives', () => {
		const living = [started(1), joined(human(), 1), joined(agent('a'), 2), looked(5, [human()])];
		expect(everything.filter(isSighted)).toEqual(living);
		expect(observe(closed, started(1))?.closed).toMatchObject([{ generation, at: at(1) }]);
	});

	it('never touches the room that is open', () => {
		for (const observation of everything) expect(observe(closed, observation)?.room).toBe(closed.room);
	});
});

describe('an observation of a room that is newer than the record', () => {
	const moves = (observation: Observation) => observe(asked, ofGeneration(observation, generation + 2)) !== asked;

	it('moves the record on when the room lives or has lived, and changes nothing otherwise', () => {
		expect(everything.filter((one) => !moves(one)).map(({ kind }) => kind)).toEqual(['looked_up', 'job_lost']);
		expect(moves(looked(6, [], null))).toBe(false);
		const moved = observe(asked, ofGeneration(joined(human(), 1), generation + 2));
		expect(moved).toMatchObject({ generation: generation + 2, closed: [{ generation, reason: 'superseded' }] });
		expect(moved && present(moved.room, 'human')).toHaveLength(1);
	});
});

describe('what an event tells of the room it tells of people, too', () => {
	it('so that neither needs the other', () => {
		expect(seen(asked, joined(human(), 1)).room.lives).toHaveProperty('RM_1');
		expect(seen(asked, left(human(), 1)).room.lives).toHaveProperty('RM_1');
		expect(seen(asked, reported(human(), 1)).room.lives).toEqual({});
	});
});

it('of a room that is newer than the record the end of a job is no news, whatever it is called', () => {
	const known = claimed(asked, 'a', 0);
	expect(observe(known, ofGeneration(jobLost('a', 1), generation + 1))).toBe(known);
});
