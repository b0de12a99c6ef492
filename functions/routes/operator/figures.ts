/**
 * Agents and statistics, as an operator is answered.
 *
 * @module
 */
import type { Deps } from '../../deps.ts';
import { manyAgents } from '../../operations/alerts.ts';
import { isCordoned } from '../../operations/cordon.ts';
import { ledgerKey } from '../../operations/ledger.ts';
import { livingWorkers, type Pool } from '../../operations/pool.ts';
import { loadPool } from '../../operations/pool-record.ts';
import { type RoomViews, viewRooms } from '../../operations/room-views.ts';
import { figuresOf, ledgerOf } from '../../operations/stats.ts';
import type { AgentsResponse, AgentView, Alert, StatsResponse } from '../../protocol/operator.ts';

const HOUR_MS = 3_600_000;
/** Statistics look at no more rooms than this for their alerts. */
const ROOMS = 100;

export async function agentsOf(deps: Deps, views: RoomViews): Promise<AgentsResponse> {
	const now = deps.now();
	const pool = await loadPool(deps);
	const agents = agentsIn(views);
	const workers = livingWorkers(pool, now).map((worker) => {
		const { at, slots = null, release = null, ...said } = worker;
		return { ...said, slots, release, cordoned: isCordoned(worker, pool, now), silentMs: now - at };
	});
	const { livekit, truncated } = views;
	return { at: now, livekit, truncated, agents, workers, alerts: alertsOf(deps, pool, views, now) };
}

export async function statsOf(deps: Deps): Promise<StatsResponse> {
	const { store, config } = deps;
	const [counters, open, notes, pool, views] = await Promise.all([
		store.counters(),
		store.size(),
		store.notes(ledgerKey(config.stage)),
		loadPool(deps),
		viewRooms(deps, ROOMS, { people: false }),
	]);
	const at = deps.now();
	return {
		at,
		version: config.version,
		stage: config.stage,
		open,
		...figuresOf(counters),
		ledger: ledgerOf(notes, counters),
		counters: { ...counters },
		alerts: alertsOf(deps, pool, views, at),
	};
}

const agentsIn = ({ rooms }: RoomViews): AgentView[] => rooms.flatMap(({ stored }) => stored?.agent ?? []);

function alertsOf({ config }: Deps, pool: Pool, views: RoomViews, now: number): Alert[] {
	const limit = config.alertAgentMs / HOUR_MS;
	const old = agentsIn(views)
		.filter(({ ageMs, state }) => state === 'bound' && ageMs > config.alertAgentMs)
		.map(({ room, ageMs }): Alert => ({ alert: 'agent_old', value: ageMs / HOUR_MS, limit, room }));
	const orphans = views.rooms.filter(({ orphan }) => orphan !== null).length;
	const isStaffed = livingWorkers(pool, now).some(({ state }) => state === 'accepting');
	const many = manyAgents(pool, now, config);
	return [
		...(many === null ? [] : [many]),
		...old,
		...(orphans === 0 ? [] : [{ alert: 'orphans' as const, value: orphans, limit: 0 }]),
		...(isStaffed ? [] : [{ alert: 'no_worker' as const, value: 0, limit: 1 }]),
	];
}
