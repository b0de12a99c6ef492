/**
 * A history by chance. Every seed has a temper of its own: a few kinds of moves that it likes, so that what belongs together
 * meets often, and how much time it leaves between them.
 *
 * @module
 */
import type { Farewell, History, Step } from '../history.ts';
import { makeRandom, type Random } from '../random.ts';
import type { WorldSettings } from '../settings.ts';
import type { Move, MoveKind } from './moves.ts';

type Weights = Partial<Record<MoveKind, number>>;

const PEOPLE: Weights = {
	start: 6,
	refresh: 5,
	close_tab: 2,
	second_tab: 2,
	hang_up: 2,
	leave: 1,
	lose_network: 3,
	sleep: 2,
};
const TEMPERS: readonly Weights[] = [
	PEOPLE,
	{ old_token: 5, hang_up: 3, start: 3, sleep: 2, kill_job: 1 },
	{ kill_job: 5, freeze_job: 4, cut_job: 4, another_dispatch: 3, try_again: 1 },
	// Agents that come back when another one serves.
	{ cut_job: 12, freeze_job: 4, cut_worker: 6, start_worker: 3 },
	{ cut_job: 10, livekit_fails: 5, store_fails: 5 },
	{ kill_worker: 4, freeze_worker: 2, cut_worker: 2, drain_worker: 3, start_worker: 6 },
	{ restart_livekit: 4, livekit_fails: 4, cut_webhooks: 2, double_webhooks: 2 },
	{ store_fails: 5, crash_api: 3, freeze_api: 3 },
	{ store_forgets: 1, forget: 1, crash_api: 1 },
];

export function writeHistory(seed: number): History {
	const random = makeRandom(`history ${seed}`);
	const settings = settingsOf(random, seed);
	const temper = temperOf(random);
	const pause = random.pick([500, 5_000, 20_000, 60_000]);
	const count = random.between(2, random.pick([6, 12, 24]));
	const first: Step = { after: 3_000, move: { move: 'start', who: 0 } };
	const steps = Array.from({ length: count }, (): Step => {
		const after = random.between(0, random.chance(0.2) ? 90_000 : pause);
		return { after, move: moveOf(random, draw(random, temper)) };
	});
	const farewells = Array.from({ length: settings.visitors }, () =>
		random.pick<Farewell>(['stays', 'closes_tab', 'closes_tab', 'leaves', 'hangs_up']),
	);
	return { settings, steps: [first, ...steps], farewells };
}

const settingsOf = (random: Random, seed: number): WorldSettings => ({
	noise: String(seed),
	visitors: random.pick([1, 1, 1, 2, 3]),
	workers: random.pick([0, 1, 1, 2, 2]),
	webhooks: random.chance(0.6),
	graceSeconds: random.pick([60, 60, 60, 20, 5]),
	lifecycle: random.chance(0.1) ? 'fresh' : 'persistent',
	dispatch: random.chance(0.1) ? 'automatic' : 'explicit',
	slowness: random.pick([1, 1, 1, 10, 40]),
	scheduleMs: random.chance(0.3) ? 1_000 : 60_000,
});

/** People do something in each of them. */
function temperOf(random: Random): Weights {
	const liked = Array.from({ length: random.between(1, 3) }, () => random.pick(TEMPERS));
	const sum: Weights = {};
	for (const [kind, weight] of [PEOPLE, ...liked].flatMap(weightsIn)) sum[kind] = (sum[kind] ?? 0) + weight;
	return sum;
}

const weightsIn = (weights: Weights) => Object.entries(weights) as [MoveKind, number][];

function draw(random: Random, weights: Weights): MoveKind {
	const kinds = weightsIn(weights);
	let left = random.next() * kinds.reduce((sum, [, weight]) => sum + weight, 0);
	for (const [kind, weight] of kinds) {
		left -= weight;
		if (left < 0) return kind;
	}
	return 'start';
}

function moveOf(random: Random, move: MoveKind): Move {
	const who = random.between(0, 5);
	// LiveKit gives somebody up after 20 s, a claim after 15, a worker a process that hangs after 30.
	const ms = random.pick([200, 2_000, 8_000, 18_000, 24_000, 36_000]) + random.between(0, 4_000);
	const long = random.pick([5_000, 30_000, 90_000, 240_000]) + random.between(0, 20_000);
	const short = random.between(100, random.pick([1_000, 8_000, 80_000]));
	const share = random.pick([0.2, 0.5, 1]);
	switch (move) {
		case 'refresh':
			return { move, who, ms: short };
		case 'lose_network':
		case 'freeze_job':
		case 'cut_job':
		case 'freeze_worker':
		case 'cut_worker':
			return { move, who, ms };
		case 'sleep':
		case 'old_token':
			return { move, who, ms: long };
		case 'start_worker':
		case 'store_forgets':
			return { move };
		case 'restart_livekit':
			return { move, how: random.chance(0.7) ? 'killed' : 'shut_down', ms: random.pick([70, 2_000, 12_000]) };
		case 'livekit_fails':
			return { move, fate: random.pick(['not_done', 'not_answered']), share, ms };
		case 'store_fails':
			return { move, fate: random.pick(['not_done', 'not_answered', 'late']), share, ms };
		case 'cut_webhooks':
		case 'double_webhooks':
			return { move, ms };
		case 'crash_api':
			return { move, ms: random.pick([10, 1_000, 5_000]) };
		case 'freeze_api':
			return { move, ms: short };
		default:
			return { move, who };
	}
}
