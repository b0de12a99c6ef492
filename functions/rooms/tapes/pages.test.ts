import { describe, expect, it } from 'vitest';
import { endOfRoom } from '../ending.ts';
import type { Facts } from '../facts.ts';
import { phase } from '../phase.ts';
import { asked, at, claimed, policy, seen } from '../testing.ts';
import { count, jobsOf, readTape, secondsOf, stateAt, until } from './testing.ts';

describe.each([
	['refresh-default', 'rfrefresh-default'],
	['refresh-leave0', 'rfrefresh-leave0'],
])('five reloads (%s)', (tape, room) => {
	it('are one call with one agent, and the grace is never over', async () => {
		const heard = await readTape(tape, room);
		const [agent = ''] = jobsOf(heard);
		const held = claimed(asked, agent, 0);
		const end = heard.findIndex((one) => one.kind === 'left' && one.person.kind === 'agent');
		const during = heard.slice(0, end);
		expect(during.filter(({ kind }) => kind === 'left').length).toBeGreaterThanOrEqual(5);
		const moments = during.map((one, index) => ({
			next: during[index + 1]?.at ?? one.at,
			seconds: secondsOf(one),
			facts: seen(held, ...during.slice(0, index + 1)),
		}));
		expect(moments.filter(({ facts }) => Math.max(...count(facts)) > 1)).toEqual([]);
		const afterJoining = moments.slice(2);
		expect(afterJoining.filter(({ facts, seconds }) => stateAt(facts, seconds) !== 'bound')).toEqual([]);
		const isOver = ({ room }: Facts, time: number) => (endOfRoom(room, policy)?.at ?? time + 1) <= time;
		expect(moments.filter(({ facts, next }) => isOver(facts, next))).toEqual([]);
		const over = seen(held, ...heard);
		expect(endOfRoom(over.room, policy)?.reason).toBe('room_finished');
		expect(phase(over, at(999), policy)).toBe('empty');
	});
});

describe('a killed browser (sigkill-chromium)', () => {
	it.each(['kill0', 'kill1'])(
		'is gone when LiveKit notices it; our end comes before the server’s (%s)',
		async (room) => {
			const heard = await readTape('sigkill-chromium', room);
			const gone = heard.find(({ kind }) => kind === 'left');
			expect(endOfRoom(seen(asked, ...until(heard, secondsOf(gone) - 1)).room, policy)).toBeNull();
			const alone = seen(asked, ...until(heard, secondsOf(gone)));
			expect(endOfRoom(alone.room, policy)).toEqual({ at: (gone?.at ?? 0) + 28_000, reason: 'grace_expired' });
			expect(secondsOf(heard.at(-1))).toBeGreaterThan(secondsOf(gone) + 28);
		},
	);

	it('that is back before LiveKit has noticed was never gone', async () => {
		const heard = await readTape('sigkill-chromium', 'kill2');
		const back = seen(asked, ...until(heard, 12));
		expect([count(back), endOfRoom(back.room, policy)]).toEqual([[1, 1], null]);
	});
});
