import { describe, expect, it } from 'vitest';
import { newestLife } from './lives.ts';
import { LOOKS_KEPT, lastLook } from './looks.ts';
import { present } from './people.ts';
import { agent, asked, at, human, joined, life, looked, room, seen } from './testing.ts';

describe('a look-up', () => {
	it('makes known who is there and which life of the room this is', () => {
		const facts = room(looked(5, [human(), agent('a')]));
		expect(present(facts, 'human')).toHaveLength(1);
		expect(present(facts, 'agent')).toHaveLength(1);
		expect(newestLife(facts)).toMatchObject({ sid: 'RM_1', seenAt: at(5.1), departureMs: 90_000 });
	});

	it('that finds no room says that nobody is there, and finishes no life', () => {
		const facts = room(joined(human(), 1), looked(5, [], null));
		expect(present(facts, 'human')).toEqual([]);
		expect(newestLife(facts)?.finishedAt).toBeNull();
	});

	it('changes nothing when it is heard of again', () => {
		const known = seen(asked, looked(5, [human()]));
		expect(seen(known, looked(5, [human()]))).toBe(known);
	});

	it('takes nothing from whoever came while it was made', () => {
		expect(present(room(looked(5, []), joined(human(), 5.05)), 'human')).toHaveLength(1);
	});

	it('takes nothing from whoever another look listed at the same time: it may have been the later one', () => {
		const [slow, short] = [looked(5, [human()], life(), 3), looked(5.5, [])];
		expect(present(room(slow, short), 'human')).toHaveLength(1);
		expect(present(room(short, slow), 'human')).toHaveLength(1);
		expect(present(room(slow, short, looked(8.1, [])), 'human')).toEqual([]);
	});

	it('is fresh from its end', () => {
		expect(lastLook(room())).toBe(0);
		expect(lastLook(room(looked(9, []), looked(5, [])))).toBe(at(9.1));
	});

	it('is kept as one of the last few', () => {
		const many = Array.from({ length: LOOKS_KEPT + 3 }, (_, second) => looked(second, []));
		const { looks } = room(...many.reverse());
		expect(looks).toHaveLength(LOOKS_KEPT);
		expect(looks[0]?.start).toBe(at(3));
	});
});
