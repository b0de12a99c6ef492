import { expect, it } from 'vitest';
import { lostFacts, newFacts } from './facts.ts';
import { t0 } from './testing.ts';

it('a record that is lost in the moment in which it was begun is begun anew, and no later generation is', () => {
	const { generation } = newFacts(t0);
	expect(lostFacts(generation, t0)).toEqual(newFacts(t0));
	expect(lostFacts(generation + 1, t0 + 999)).toBeNull();
	expect(lostFacts(generation - 5, t0)).toMatchObject({ generation: generation - 5, epoch: 0 });
});
