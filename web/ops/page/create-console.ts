/**
 * What an operator who has signed in sees, kept fresh.
 *
 * @module
 */
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import type { AgentsResponse, Alert, StatsResponse } from '../../../functions/protocol/operator.ts';
import type { OperatorApi } from '../api/operator-api.ts';
import { createFigures, type Figures } from '../figures/create-figures.ts';
import { createFeed, type Failing, type Feed } from '../poll/create-feed.ts';
import type { Surroundings } from '../poll/poll.ts';
import { createRooms, type Rooms } from '../rooms/create-rooms.ts';

export interface Console {
	readonly api: OperatorApi;
	/** By the API's clock, each second. */
	readonly now: Accessor<number>;
	readonly stats: Feed<StatsResponse>;
	readonly pool: Feed<AgentsResponse>;
	readonly rooms: Rooms;
	readonly figures: Figures;
	readonly alerts: Accessor<readonly Alert[]>;
	/** Why something of what is shown is not new; null: all of it is. */
	readonly failing: Accessor<Failing | null>;
	/** How old the oldest part of it is; null: a part was never answered. */
	readonly age: Accessor<number | null>;
	/** False: LiveKit is silent. Null: not known yet. */
	readonly livekit: Accessor<boolean | null>;
}

const STATS_EVERY_MS = 10_000;
const POOL_EVERY_MS = 5_000;
const SECOND = 1_000;

export function createConsole(api: OperatorApi, surroundings: Surroundings): Console {
	const [here, setHere] = createSignal(surroundings.now());
	const [shift, setShift] = createSignal(0);
	const onTime = (at: number) => setShift(at - surroundings.now());
	let callOff = () => {};
	const tick = () => {
		if (!surroundings.isHidden()) setHere(surroundings.now());
		callOff = surroundings.later(SECOND, tick);
	};
	tick();
	onCleanup(() => callOff());

	const stats = createFeed({ ask: api.stats, everyMs: STATS_EVERY_MS, surroundings });
	const pool = createFeed({ ask: api.pool, everyMs: POOL_EVERY_MS, surroundings });
	const rooms = createRooms({ api, surroundings, onTime });
	createEffect(() => {
		const answer = pool.value();
		if (answer !== null) onTime(answer.at);
	});
	const feeds = [stats, pool, rooms];
	return {
		api,
		now: () => here() + shift(),
		stats,
		pool,
		rooms,
		figures: createFigures(stats.value, pool.value),
		alerts: createMemo(() => alertsOf(pool.value()?.alerts ?? [], rooms)),
		failing: createMemo(() => feeds.reduce<Failing | null>((why, { failing }) => why ?? failing(), null)),
		age: createMemo(() => {
			const answered = feeds.map(({ answeredAt }) => answeredAt());
			const known = answered.filter((at) => at !== null);
			return known.length < answered.length ? null : Math.max(0, here() - Math.min(...known));
		}),
		livekit: rooms.livekit,
	};
}

/** The API counts the orphans among the first rooms, and the page those among all, when it has seen all. */
function alertsOf(told: readonly Alert[], { book }: Pick<Rooms, 'book'>): readonly Alert[] {
	const { rooms, isComplete } = book();
	if (!isComplete) return told;
	const orphans = [...rooms.values()].filter(({ view }) => view.orphan !== null).length;
	const others = told.filter(({ alert }) => alert !== 'orphans');
	return orphans === 0 ? others : [...others, { alert: 'orphans', value: orphans, limit: 0 }];
}
