import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { close } from '../closing.ts';
import { circumstances } from './chaos.ts';
import { history } from './histories.ts';
import { fold } from './news.ts';
import { makeWorld } from './world.ts';

const LAST_DELETION_MS = 20_000;
const LONGEST_MS = 25_000;
const FOREVER = Number.POSITIVE_INFINITY;
/** Of the look-ups between. */
const SLACK_MS = 200;

const calls = fc.record({
	/** How long each call took. */
	calls: fc.array(fc.oneof(fc.nat(500), fc.nat(8_000)), { minLength: 1, maxLength: 12 }),
	staysInLast: fc.boolean(),
	answers: fc.boolean(),
	/** Which closed room comes to life again, after which time. */
	returns: fc.array(fc.tuple(fc.oneof(fc.constant(0), fc.nat(12)), fc.oneof(fc.nat(4_000), fc.nat(40_000))), {
		maxLength: 4,
	}),
	...circumstances,
});
type Calls = typeof calls extends fc.Arbitrary<infer T> ? T : never;

interface Life {
	readonly generation: number;
	readonly from: number;
	until: number | null;
}

function livesOf(chosen: Calls) {
	const lives: Life[] = [];
	const closed = new Map<number, number>();
	const world = makeWorld({
		...chosen,
		onTold: (generation, { event }, at) => {
			if (event === 'room_started') lives.push({ generation, from: at, until: null });
			const last = lives.findLast((life) => life.generation === generation);
			if (event === 'room_finished' && last !== undefined) last.until = at;
		},
	});
	for (const talks of chosen.calls) {
		const room = world.asks();
		world.joins(room);
		world.clock.pass(talks);
		world.hangsUp(room);
		closed.set(room, world.clock.now());
	}
	if (chosen.staysInLast) world.joins(world.asks());
	for (const [which, after] of chosen.returns) {
		world.clock.pass(after);
		const room = [...closed.keys()][which % closed.size];
		if (room !== undefined) world.returnsLate(room);
	}
	world.clock.pass(85_000);
	return { lives, closed };
}

/** From when on its end is promised; null: only with the next full listing. */
function promisedFrom({ from }: Life, closedAt: number, { webhooksMs }: Calls): number | null {
	if (webhooksMs !== null) return Math.max(closedAt, from + webhooksMs);
	return from <= closedAt + LAST_DELETION_MS ? closedAt : null;
}

describe('P8: a closed room', () => {
	it('is closed with success, and only once', { timeout: 60_000 }, () => {
		fc.assert(
			fc.property(history, fc.nat(9), (told, older) => {
				const before = fold(told.before, told.heard);
				const { generation } = before;
				const { facts } = close(before, generation, 'hung_up', told.end);
				const again = close(facts, generation - older, 'grace_expired', told.end);
				expect([again.outcome, again.facts === facts]).toEqual(['already_closed', true]);
			}),
			{ numRuns: 1_000 },
		);
	});

	it('lives no longer than 25 s after its close, or after it was seen to live', { timeout: 60_000 }, () => {
		fc.assert(
			fc.property(calls, (chosen) => {
				const { lives, closed } = livesOf(chosen);
				for (const life of lives) {
					const closedAt = closed.get(life.generation);
					if (closedAt === undefined || (life.until ?? closedAt + 1) <= closedAt) continue;
					const from = promisedFrom(life, closedAt, chosen);
					if (from !== null) expect(life.until ?? FOREVER).toBeLessThanOrEqual(from + LONGEST_MS + SLACK_MS);
				}
			}),
			{ numRuns: 1_000 },
		);
	});
});
