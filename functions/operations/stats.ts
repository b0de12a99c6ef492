/**
 * Statistics of a stage, from what was counted.
 *
 * @module
 */
import type { LedgerEntry, StatsResponse } from '../protocol/operator.ts';

type Counters = Readonly<Record<string, number>>;
/** What was never counted is not there. */
const countOf =
	(counters: Counters) =>
	(name: string): number =>
		counters[name] ?? 0;

type Figures = Pick<StatsResponse, 'grace' | 'dispatches' | 'jobs' | 'sweeps'>;

export function figuresOf(counters: Counters): Figures {
	const of = countOf(counters);
	const [cancelled, expired] = [of('grace_cancelled'), of('grace_expired')];
	const ms = of('grace_cancelled_ms') + of('grace_expired_ms');
	return {
		grace: {
			started: of('grace_started'),
			cancelled,
			expired,
			meanMs: cancelled + expired === 0 ? null : Math.round(ms / (cancelled + expired)),
		},
		dispatches: {
			made: of('dispatch') + of('dispatch:retry'),
			retries: of('dispatch:retry'),
			unavailable: of('give_up'),
			losses: of('agent_lost'),
		},
		jobs: jobsOf(counters),
		sweeps: { swept: of('swept'), listings: of('listings'), adopted: of('adopted') },
	};
}

const JOB_END = 'job_end:';

/** A job that was served to its end has exit code 0; idle processes end by signals when their worker does. */
function jobsOf(counters: Counters): Figures['jobs'] {
	const ends = Object.entries(counters).filter(([name]) => name.startsWith(JOB_END));
	const served = ends.filter(([name]) => !name.startsWith(`${JOB_END}idle:`));
	const all = served.reduce((sum, [, count]) => sum + count, 0);
	const clean = countOf(counters)(`${JOB_END}served:exit_0`);
	return {
		ends: Object.fromEntries(ends.map(([name, count]) => [name.slice(JOB_END.length), count])),
		crashRate: all === 0 ? null : (all - clean) / all,
	};
}

/** @param notes of the ledger, oldest first. The newest entries are told first. */
export function ledgerOf(notes: readonly string[], counters: Counters): StatsResponse['ledger'] {
	const entries = notes.map((note) => JSON.parse(note) as LedgerEntry).reverse();
	const of = countOf(counters);
	return {
		entries,
		reclaimed: of('reclaimed'),
		agentMinutesSaved: of('agent_minutes_saved'),
	};
}
