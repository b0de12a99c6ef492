import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, type Effect } from '../decide.ts';
import type { Facts } from '../facts.ts';
import { policy } from '../testing.ts';
import { history } from './histories.ts';
import { fold } from './news.ts';

interface Store {
	facts: Facts;
	version: number;
}

/** One of several; it stops wherever another one may act. */
function* sweep(store: Store, now: number, done: Effect[]): Generator<void, void> {
	for (;;) {
		const { facts, version } = store;
		yield;
		const decision = decide(facts, now, policy);
		yield;
		// Compare and set.
		if (store.version !== version) continue;
		store.facts = decision.facts;
		store.version += 1;
		yield;
		done.push(...decision.effects);
		return;
	}
}

/** To put somebody out twice harms nobody: it is done by sid. */
const once = (effects: readonly Effect[]) =>
	effects.filter(({ kind }) => kind === 'dispatch' || kind === 'delete_room');

const due = fc.record({ told: history, later: fc.oneof(fc.nat(60_000), fc.nat(400_000)) }).map(({ told, later }) => {
	const now = told.end + later;
	return { now, facts: fold(told.before, [...told.heard, told.lookAt(now)]) };
});

describe('P7: a sweep', () => {
	it('has nothing left to do when it is repeated', { timeout: 60_000 }, () => {
		fc.assert(
			fc.property(due, ({ facts, now }) => {
				const first = decide(facts, now, policy);
				const second = decide(first.facts, now, policy);
				expect(second.facts).toEqual(first.facts);
				expect(once(second.effects)).toEqual([]);
				expect(second).toMatchObject({ deadline: first.deadline, look: false });
			}),
			{ numRuns: 3_000 },
		);
	});

	it('does each thing once, although others run at the same time', { timeout: 60_000 }, () => {
		fc.assert(
			fc.property(due, fc.array(fc.nat(2)), ({ facts, now }, turns) => {
				const alone = decide(facts, now, policy).effects;
				const store = { facts, version: 1 };
				const done: Effect[] = [];
				const sweeps = [0, 1, 2].map(() => sweep(store, now, done));
				for (const turn of [...turns, ...Array.from({ length: 60 }, (_, index) => index % 3)]) sweeps[turn]?.next();
				expect(once(done)).toEqual(once(alone));
			}),
			{ numRuns: 2_000 },
		);
	});
});
