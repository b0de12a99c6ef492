import { For, Index, Show } from 'solid-js';
import type { StatsResponse } from '../../../functions/protocol/operator.ts';
import type { Figures } from './create-figures.ts';
import './figures.css';
import type { Figure } from './figures-shown.ts';
import { type Sample, sparkline } from './history.ts';

export function FigureTiles(props: { readonly figures: Figures }) {
	return (
		<ul class="figures" aria-label="Figures">
			<Index each={props.figures.all()}>
				{(figure) => <Tile figure={figure()} line={props.figures.lineOf(figure().name)} />}
			</Index>
		</ul>
	);
}

const [WIDTH, HEIGHT] = [96, 24];

function Tile(props: { readonly figure: Figure; readonly line: readonly Sample[] }) {
	return (
		<li>
			<span class="label">{props.figure.label}</span>
			<strong>{props.figure.value}</strong>
			<svg viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`} preserveAspectRatio="none" aria-hidden="true">
				<path d={sparkline(props.line, WIDTH, HEIGHT)} />
			</svg>
			<span class="detail">{props.figure.detail}</span>
		</li>
	);
}

/** Everything that was counted, for who asks further. */
export function Counted(props: { readonly stats: StatsResponse | null }) {
	return (
		<Show when={props.stats}>
			{(stats) => (
				<details class="counted">
					<summary>Job ends and counters</summary>
					<Counts label="How jobs have ended" of={stats().jobs.ends} />
					<Counts label="Everything that is counted" of={stats().counters} />
				</details>
			)}
		</Show>
	);
}

function Counts(props: { readonly label: string; readonly of: Readonly<Record<string, number>> }) {
	const all = () => Object.entries(props.of).sort(([a], [b]) => (a < b ? -1 : 1));
	return (
		<>
			<h3>{props.label}</h3>
			<Show when={all().length > 0} fallback={<p class="hint">Nothing yet.</p>}>
				<dl>
					<For each={all()}>
						{([name, count]) => (
							<div>
								<dt>{name}</dt>
								<dd>{count.toLocaleString('en')}</dd>
							</div>
						)}
					</For>
				</dl>
			</Show>
		</>
	);
}
