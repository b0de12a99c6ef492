import { describe, expect, it } from 'vitest';
import { ask } from '../asking.ts';
import { close } from '../closing.ts';
import { decide } from '../decide.ts';
import { endOfRoom } from '../ending.ts';
import type { Facts } from '../facts.ts';
import { asked, at, generation, nothingSaid, policy, seen } from '../testing.ts';
import { count, readTape, secondsOf } from './testing.ts';

const deletions = (facts: Facts, seconds: number) =>
	decide(facts, at(seconds), policy).effects.filter(({ kind }) => kind === 'delete_room');

describe('a room that comes back to life after its deletion (resurrect-autocreate-on)', () => {
	it.each(['res100', 'res200'])('is deleted again (%s)', async (room) => {
		const heard = await readTape('resurrect-autocreate-on', room);
		const [begun, finished, ...again] = heard;
		const hungUp = close(seen(asked, ...(begun ? [begun] : [])), generation, 'hung_up', at(1)).facts;
		const { facts: closed } = decide(hungUp, at(1), policy);
		const gone = seen(closed, ...(finished ? [finished] : []));
		expect([gone, deletions(gone, secondsOf(finished))]).toEqual([closed, []]);

		const back = seen(closed, ...again);
		expect(deletions(back, 1.003)).toMatchObject([{ generation, reason: 'hung_up', again: true }]);
		expect(back.room).toBe(closed.room);
		// Twice more, and then it has been quiet for long enough.
		const late = [5, 22, 60].reduce((facts, seconds) => decide(facts, at(seconds), policy).facts, back);
		expect(deletions(late, 99)).toEqual([]);
	});

	it.each(['res320', 'res420', 'res600', 'res1500'])('is left alone when it does not (%s)', async (room) => {
		const heard = await readTape('resurrect-autocreate-on', room);
		const open = heard.filter(({ kind }) => kind === 'room_started' || kind === 'joined');
		const closed = close(seen(asked, ...open), generation, 'hung_up', at(1.1)).facts;
		expect(seen(closed, ...heard.slice(open.length))).toBe(closed);
	});
});

describe('a room that somebody else deletes (delete-room)', () => {
	it.each(['del0', 'del1', 'del2', 'del3', 'del4'])(
		'is over, and the next call is in the next one (%s)',
		async (room) => {
			const heard = await readTape('delete-room', room);
			const gone = seen(asked, ...heard);
			expect(endOfRoom(gone.room, policy)).toMatchObject({ reason: 'room_finished' });
			const next = ask(gone, nothingSaid, at(40), policy);
			expect([next.generation, count(next)]).toEqual([generation + 1, [0, 0]]);
			// Whatever comes late of the old one that is no sign of life changes nothing.
			expect(seen(next, ...heard.filter(({ kind }) => kind === 'left' || kind === 'room_finished'))).toBe(next);
		},
	);
});
