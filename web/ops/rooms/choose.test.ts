import { describe, expect, it } from 'vitest';
import { AT, agentView, roomName, roomsAnswer, roomView, stored } from '../testing.ts';
import { emptyBook, withPage } from './book.ts';
import { type Choice, choose, everything } from './choose.ts';

const { rooms } = withPage(
	emptyBook,
	roomsAnswer([
		roomView(1, { stored: stored({ deadline: AT + 30_000, trace: 'abc123' }) }),
		roomView(2, {
			stored: stored({
				phase: 'grace_period',
				graceEnds: AT + 5_000,
				agent: agentView({ epoch: 4, worker: 'W-Seven' }),
			}),
		}),
		roomView(3, { stored: null, orphan: 'unknown', listed: { sid: 'RM_3', createdAt: AT - 90_000 } }),
		roomView(4, { stored: stored({ agent: null, deadline: null, people: [] }), orphan: 'deserted', listed: null }),
	]),
);
const chosen = (choice: Partial<Choice>) =>
	choose(rooms.values(), { ...everything, ...choice }).map(({ view }) =>
		[1, 2, 3, 4].find((n) => roomName(n) === view.name),
	);

describe('rooms', () => {
	it.each([
		['soonest', [2, 1, 3, 4]],
		['oldest', [3, 1, 2, 4]],
		['epoch', [2, 1, 3, 4]],
		['name', [1, 2, 3, 4]],
	] as const)('are ordered: %s', (order, expected) => {
		expect(chosen({ order })).toEqual(expected);
	});

	it.each<[Partial<Choice>, readonly number[]]>([
		[{ phase: 'grace_period' }, [2]],
		[{ phase: 'none' }, [3]],
		[{ orphan: 'orphans' }, [3, 4]],
		[{ orphan: 'deserted' }, [4]],
		[{ orphan: 'tombstone' }, []],
		[{ text: 'ABC123' }, [1]],
		[{ text: 'w-seven' }, [2]],
		[{ text: ' visitor_10003 ' }, [3]],
		[{ text: 'human-v' }, [1, 2]],
		[{ phase: 'active', orphan: 'orphans' }, [4]],
	])('are found: %j', (choice, expected) => {
		expect(chosen({ order: 'name', ...choice })).toEqual(expected);
	});
});
