/**
 * What may happen to a call, at random.
 *
 * @module
 */
import fc from 'fast-check';
import type { Job } from './jobs.ts';
import { makeWorld, type World, type WorldOptions } from './world.ts';

const MOVES = [
	'asks and joins',
	'asks only',
	'leaves',
	'vanishes',
	'hangs up',
	'says no agent',
	'job dies and is reported',
	'job dies unnoticed',
	'job loses its connection',
	'job writes',
	'another dispatch',
	'server restarts',
	'store forgets',
] as const;
type Move = (typeof MOVES)[number];

/** What happens to the news of it. */
export const circumstances = {
	draws: fc.array(fc.nat(100_000), { minLength: 1, maxLength: 20 }),
	webhooksMs: fc.constantFrom(null, 50, 30_000),
	reports: fc.boolean(),
};

const pause = fc.oneof(fc.nat(2_000), fc.nat(30_000), fc.nat(120_000));
export const chaos = fc.record({
	moves: fc.array(fc.tuple(pause, fc.constantFrom<Move>(...MOVES)), { minLength: 1, maxLength: 20 }),
	...circumstances,
});
type Chaos = typeof chaos extends fc.Arbitrary<infer T> ? T : never;

export function play({ moves, ...given }: Chaos, options: Pick<WorldOptions, 'onSaved' | 'onTold'>): void {
	const world = makeWorld({ ...given, ...options });
	const { clock, chance, jobs } = world;
	let room = world.asks();
	world.joins(room);
	const acts: Record<Move, () => unknown> = {
		'asks and joins': () => {
			room = world.asks();
			const asked = room;
			clock.later(chance(3_000), () => world.joins(asked));
		},
		'asks only': () => world.asks(),
		leaves: () => world.leaves(room),
		vanishes: () => world.vanishes(room),
		'hangs up': () => world.hangsUp(room),
		'says no agent': () => world.saysNoAgent(),
		'job dies and is reported': () => withJob(world, (job) => jobs.dies(job, true)),
		'job dies unnoticed': () => withJob(world, (job) => jobs.dies(job, false)),
		'job loses its connection': () => withJob(world, (job) => jobs.losesConnection(job, chance(60_000))),
		'job writes': () => withJob(world, jobs.writes),
		'another dispatch': () => jobs.begin(room),
		'server restarts': () => world.restarts(),
		'store forgets': () => world.isForgotten(),
	};
	for (const [after, move] of moves) {
		clock.pass(after);
		acts[move]();
	}
	clock.pass(60_000);
}

/** Any that has been in the room. */
function withJob({ jobs, chance }: World, act: (job: Job) => void): void {
	const all = jobs.all().filter(({ lives, sid }) => lives && sid !== null);
	const job = all[chance(Math.max(0, all.length - 1))];
	if (job !== undefined) act(job);
}
