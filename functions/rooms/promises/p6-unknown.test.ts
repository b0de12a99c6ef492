import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decide } from '../decide.ts';
import { lastLook } from '../looks.ts';
import { policy } from '../testing.ts';
import { history } from './histories.ts';
import { fold } from './news.ts';

it('P6: when the server does not answer nothing changes but tombstones, and there is another try', {
	timeout: 60_000,
}, () => {
	fc.assert(
		fc.property(history, fc.nat(400_000), (told, later) => {
			const facts = fold(told.before, told.heard);
			const now = Math.max(told.end, lastLook(facts.room) + policy.freshMs + 1) + later;
			const decision = decide(facts, now, policy);
			const done = decision.effects.filter(({ kind }) => kind !== 'count');
			expect(done.every((effect) => effect.kind === 'delete_room' && effect.generation < facts.generation)).toBe(true);
			const deleting = done.flatMap((effect) => ('generation' in effect ? effect.generation : []));
			const closed = facts.closed.map((one) => (deleting.includes(one.generation) ? { ...one, deletedAt: now } : one));
			expect(decision.facts).toEqual({ ...facts, closed });
			if (decision.look) expect((decision.deadline ?? 0) - now).toSatisfy((ms) => ms > 0 && ms <= policy.lookAgainMs);
		}),
		{ numRuns: 3_000 },
	);
});
