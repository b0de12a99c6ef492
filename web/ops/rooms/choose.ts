/**
 * Which rooms are shown, and in which order. Pure.
 *
 * @module
 */
import type { Phase } from '../../../functions/protocol/conversation.ts';
import type { Orphan } from '../../../functions/protocol/operator.ts';
import type { HeldRoom } from './book.ts';

export interface Choice {
	/** `none`: by the store there is no such room. */
	readonly phase: 'any' | 'none' | Phase;
	readonly orphan: 'all' | 'orphans' | Orphan;
	/** In the name, an identity, a worker, a job or a trace. */
	readonly text: string;
	readonly order: Order;
}
export type Order = 'soonest' | 'oldest' | 'epoch' | 'name';

export const everything: Choice = { phase: 'any', orphan: 'all', text: '', order: 'soonest' };

/** Of equals the one whose name comes first. */
export function choose(rooms: Iterable<HeldRoom>, choice: Choice): readonly HeldRoom[] {
	const text = choice.text.trim().toLowerCase();
	const rank = ranks[choice.order];
	return [...rooms]
		.filter(({ view }) => isPhase(view, choice) && isOrphan(view, choice) && (text === '' || has(view, text)))
		.map((held) => ({ held, rank: rank(held) }))
		.sort((a, b) => (a.rank === b.rank ? byName(a.held, b.held) : a.rank - b.rank))
		.map(({ held }) => held);
}

const byName = (a: HeldRoom, b: HeldRoom): number => (a.view.name < b.view.name ? -1 : 1);

/** What has none comes last. */
const LAST = Number.MAX_SAFE_INTEGER;
const ranks: Readonly<Record<Order, (held: HeldRoom) => number>> = {
	soonest: ({ view: { stored } }) => stored?.graceEnds ?? stored?.deadline ?? LAST,
	oldest: ({ view: { listed } }) => listed?.createdAt ?? LAST,
	epoch: ({ view: { stored } }) => (stored?.agent ? -stored.agent.epoch : LAST),
	name: () => 0,
};

const isPhase = ({ stored }: HeldRoom['view'], { phase }: Choice): boolean =>
	phase === 'any' || (stored?.phase ?? 'none') === phase;

const isOrphan = (view: HeldRoom['view'], { orphan }: Choice): boolean =>
	orphan === 'all' || (orphan === 'orphans' ? view.orphan !== null : view.orphan === orphan);

function has({ name, stored, listed }: HeldRoom['view'], text: string): boolean {
	const { agent = null, people = [], trace = null } = stored ?? {};
	const said = [
		name,
		trace,
		agent?.jobId,
		agent?.worker,
		...people.map(({ identity }) => identity),
		...(listed?.people ?? []).map(({ identity }) => identity),
	];
	return said.some((one) => one?.toLowerCase().includes(text) === true);
}
