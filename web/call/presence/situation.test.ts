import { describe, expect, it } from 'vitest';
import type { Search } from '../dispatch/asking.ts';
import { ABSENT, type Presence } from './presence.ts';
import { type Situation, situationOf } from './situation.ts';
import { missing, present } from './testing.ts';

const searches: readonly Search[] = ['unknown', 'pending', 'no_worker', 'unavailable'];
const of = (presence: Presence): readonly Situation[] => searches.map((search) => situationOf(presence, search));

describe('what there is to say', () => {
	it('of an agent that has not come is that, until the API gives up', () => {
		expect(of(missing('waiting'))).toEqual(['waiting', 'waiting', 'waiting', 'never']);
		expect(of(missing('late'))).toEqual(['late', 'late', 'late', 'never']);
	});

	it('of an agent that has gone is that another one comes, when the API says so and not before', () => {
		expect(of(missing('lost', 'agent-1'))).toEqual(['lost', 'recovering', 'lost', 'never']);
	});

	it('of an agent that is there is what it does, whatever was known of its coming', () => {
		expect(new Set(of(present('speaking')))).toEqual(new Set(['speaking']));
	});

	it('is nothing where there is no room', () => {
		expect(new Set(of(ABSENT))).toEqual(new Set(['absent']));
	});
});
