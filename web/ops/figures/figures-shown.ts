/**
 * The figures on top: what each says, from what was counted. Pure.
 *
 * @module
 */
import type { AgentsResponse, StatsResponse, WorkerView } from '../../../functions/protocol/operator.ts';
import { sayCount, sayDuration } from '../words/duration.ts';

export type FigureName = 'open' | 'agents' | 'free' | 'grace' | 'dispatches' | 'crashes' | 'sweeps' | 'orphans';

export interface Figure {
	readonly name: FigureName;
	readonly label: string;
	/** `–`: not known. */
	readonly value: string;
	readonly detail: string;
	/** Of its line; null: not known. */
	readonly sample: number | null;
	/** What is drawn: itself, or how much it grew. */
	readonly line: 'itself' | 'growth';
}

const UNKNOWN = '–';

type Says = Pick<Figure, 'value' | 'detail' | 'sample'>;
const silent: Says = { value: UNKNOWN, detail: 'not known yet', sample: null };

export function figuresOf(stats: StatsResponse | null, pool: AgentsResponse | null): readonly Figure[] {
	const figure = (name: FigureName, label: string, says: Says | null, line: Figure['line'] = 'itself'): Figure => ({
		...{ name, label, line },
		...(says ?? silent),
	});
	return [
		figure('open', 'Open calls', stats && plain(stats.open, 'with a deadline')),
		figure('agents', 'Agents at work', pool && agentsOf(pool.workers)),
		figure('free', 'Free slots', pool && freeOf(pool.workers)),
		figure('grace', 'Graces', stats && graceOf(stats.grace), 'growth'),
		figure('dispatches', 'Dispatches', stats && dispatchesOf(stats.dispatches), 'growth'),
		figure('crashes', 'Crash rate', stats && crashesOf(stats.jobs)),
		figure('sweeps', 'Sweeps', stats && sweepsOf(stats.sweeps), 'growth'),
		figure('orphans', 'Orphans taken away', stats && orphansOf(stats.ledger), 'growth'),
	];
}

const plain = (value: number, detail: string): Says => ({ value: value.toLocaleString('en'), detail, sample: value });

const agentsOf = (workers: readonly WorkerView[]): Says =>
	plain(
		workers.reduce((sum, { active }) => sum + active, 0),
		`on ${sayCount(workers.length, 'worker')}`,
	);

function freeOf(workers: readonly WorkerView[]): Says {
	const takers = workers.filter(({ state, cordoned }) => state === 'accepting' && !cordoned);
	const free = takers.map(freeSlots);
	const known = free.filter((one) => one !== null);
	const slots = known.reduce((sum, one) => sum + one, 0);
	const detail = `${sayCount(takers.length, 'worker takes', 'workers take')} calls`;
	return known.length < free.length
		? { value: UNKNOWN, detail: 'a worker does not say', sample: null }
		: plain(slots, detail);
}

/** Null: it does not say. */
export const freeSlots = ({ slots, active }: WorkerView): number | null =>
	slots === null ? null : Math.max(0, slots - active);

const graceOf = ({ started, cancelled, expired, meanMs }: StatsResponse['grace']): Says =>
	plain(
		started,
		`${cancelled} came back, ${expired} did not${meanMs === null ? '' : `; ${sayDuration(meanMs)} on average`}`,
	);

const dispatchesOf = ({ made, retries, unavailable, losses }: StatsResponse['dispatches']): Says =>
	plain(made, `${retries} again, ${unavailable} in vain; ${sayCount(losses, 'agent')} lost`);

function crashesOf({ ends, crashRate }: StatsResponse['jobs']): Says {
	const jobs = Object.entries(ends).filter(([end]) => !end.startsWith('idle:'));
	const ended = jobs.reduce((sum, [, count]) => sum + count, 0);
	if (crashRate === null) return { value: UNKNOWN, detail: 'no job has ended', sample: null };
	return { value: `${(crashRate * 100).toFixed(1)} %`, detail: `of ${sayCount(ended, 'job')}`, sample: crashRate };
}

const sweepsOf = ({ swept, listings, adopted }: StatsResponse['sweeps']): Says =>
	plain(swept, `${sayCount(listings, 'full listing')}, ${adopted} adopted`);

const orphansOf = ({ reclaimed, agentMinutesSaved }: StatsResponse['ledger']): Says =>
	plain(reclaimed, `${sayCount(agentMinutesSaved, 'agent minute')} saved`);
