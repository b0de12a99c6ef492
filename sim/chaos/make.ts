/**
 * Makes a move.
 *
 * @module
 */
import type { World } from '../world.ts';
import type { Move, MoveKind, Moves } from './moves.ts';

/** How long after a crash its consequences may be felt by who asks. */
const CRASH_MS = 500;

const chosen = <T>(list: readonly T[], who: number): T | undefined => list[who % Math.max(1, list.length)];
const visitor = ({ visitors }: World, who: number) => chosen(visitors, who);
const worker = (world: World, who: number) => chosen(world.workers(), who);
const job = (world: World, who: number) => chosen(world.jobs(), who);

function cut({ clock }: World, link: { set(up: boolean): void } | undefined, ms: number): void {
	link?.set(false);
	clock.after(ms, () => link?.set(true));
}

function freeze({ clock }: World, process: { freeze(): void; goOn(): void } | undefined, ms: number): void {
	process?.freeze();
	clock.after(ms, () => process?.goOn());
}

const trouble = ({ record, clock }: World, by: string, ms: number) =>
	record({ kind: 'trouble', by, until: clock.now() + ms });

const acts: { readonly [K in MoveKind]: (world: World, move: Moves[K]) => void } = {
	start: (world, { who }) => visitor(world, who)?.start(),
	second_tab: (world, { who }) => visitor(world, who)?.secondTab(),
	refresh: (world, { who, ms }) => visitor(world, who)?.refresh(ms),
	close_tab: (world, { who }) => visitor(world, who)?.closeTab(),
	leave: (world, { who }) => visitor(world, who)?.leave(),
	hang_up: (world, { who }) => visitor(world, who)?.hangUp(),
	lose_network: (world, { who, ms }) => visitor(world, who)?.loseNetwork(ms),
	sleep: (world, { who, ms }) => visitor(world, who)?.sleep(ms),
	old_token: (world, { who, ms }) => visitor(world, who)?.joinByOldToken(ms),
	try_again: (world, { who }) => visitor(world, who)?.tryAgain(),
	forget: (world, { who }) => visitor(world, who)?.forget(),
	kill_job: (world, { who }) => job(world, who)?.process.die(),
	freeze_job: (world, { who, ms }) => freeze(world, job(world, who)?.process, ms),
	cut_job: (world, { who, ms }) => cut(world, job(world, who)?.link, ms),
	another_dispatch(world, { who }) {
		const { rooms, dispatches } = world.server;
		const room = chosen(rooms.all(), who);
		if (room !== undefined) dispatches.launch(room, world.agentName, 'api');
	},
	start_worker: (world) => void world.startWorker(),
	kill_worker: (world, { who }) => worker(world, who)?.kill(),
	freeze_worker: (world, { who, ms }) => freeze(world, worker(world, who)?.process, ms),
	cut_worker: (world, { who, ms }) => cut(world, worker(world, who)?.link, ms),
	drain_worker: (world, { who }) => worker(world, who)?.drain(),
	restart_livekit(world, { how, ms }) {
		trouble(world, 'livekit', ms);
		world.server.goDown(how);
		world.clock.after(ms, world.server.comesUp);
	},
	livekit_fails: ({ faults }, { fate, share, ms }) => faults.livekitFails(fate, share, ms),
	store_fails: ({ faults }, { fate, share, ms }) => faults.storeFails(fate, share, ms),
	store_forgets: ({ store }) => store.losesEverything(),
	cut_webhooks: (world, { ms }) => cut(world, world.webhookLink, ms),
	double_webhooks: ({ faults }, { ms }) => faults.webhooksDouble(ms),
	crash_api(world, { ms }) {
		trouble(world, 'api', ms + CRASH_MS);
		world.api.crash();
		world.clock.after(ms, world.api.comesUp);
	},
	freeze_api(world, { ms }) {
		trouble(world, 'api', ms);
		freeze(world, world.api, ms);
	},
};

export function make<K extends MoveKind>(world: World, move: Move<K> & Moves[K]): void {
	world.record({ kind: 'move', move: JSON.stringify(move) });
	const act: (world: World, move: Moves[K]) => void = acts[move.move];
	act(world, move);
}
