/**
 * The figures with how they went since the page is open.
 *
 * @module
 */
import { type Accessor, createEffect, createMemo, createSignal, untrack } from 'solid-js';
import type { AgentsResponse, StatsResponse } from '../../../functions/protocol/operator.ts';
import { type Figure, type FigureName, figuresOf } from './figures-shown.ts';
import { growth, type Sample, withSample } from './history.ts';

export interface Figures {
	readonly all: Accessor<readonly Figure[]>;
	/** What is drawn of one. */
	readonly lineOf: (name: FigureName) => readonly Sample[];
}

type Histories = Readonly<Partial<Record<FigureName, readonly Sample[]>>>;

/** Figures that come with the pool, more often than the statistics do. */
const OF_POOL: ReadonlySet<FigureName> = new Set(['agents', 'free']);

export function createFigures(stats: Accessor<StatsResponse | null>, pool: Accessor<AgentsResponse | null>): Figures {
	const all = createMemo(() => figuresOf(stats(), pool()));
	const [histories, setHistories] = createSignal<Histories>({});
	const keep = (at: number, isOfPool: boolean) =>
		setHistories((before) => {
			const fresh = untrack(all).filter(({ name }) => OF_POOL.has(name) === isOfPool);
			const added = fresh.map(({ name, sample }) => [name, withSample(before[name] ?? [], at, sample)] as const);
			return { ...before, ...Object.fromEntries(added) };
		});
	createEffect(() => {
		const answer = stats();
		if (answer !== null) keep(answer.at, false);
	});
	createEffect(() => {
		const answer = pool();
		if (answer !== null) keep(answer.at, true);
	});
	return {
		all,
		lineOf(name) {
			const history = histories()[name] ?? [];
			const line = untrack(all).find((figure) => figure.name === name)?.line;
			return line === 'growth' ? growth(history) : history;
		},
	};
}
