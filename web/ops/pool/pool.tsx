import { For, Show } from 'solid-js';
import type { WorkerView } from '../../../functions/protocol/operator.ts';
import { freeSlots } from '../figures/figures-shown.ts';
import { sayDuration } from '../words/duration.ts';
import './pool.css';

interface PoolProps {
	/** Null: not known yet. */
	readonly workers: readonly WorkerView[] | null;
	/** How long ago they were told of. */
	readonly sinceMs: number;
}

/** The workers that were heard of within the last 12 s. */
export function Pool(props: PoolProps) {
	const all = () => [...(props.workers ?? [])].sort((a, b) => (a.worker < b.worker ? -1 : 1));
	return (
		<section class="panel" aria-label="Pool">
			<h2>Pool</h2>
			<Show when={props.workers !== null} fallback={<p class="hint">Not known yet.</p>}>
				<Show when={all().length > 0} fallback={<p class="hint">No worker was heard of within 12 s.</p>}>
					<ul class="workers">
						<For each={all()}>{(worker) => <Worker worker={worker} sinceMs={props.sinceMs} />}</For>
					</ul>
				</Show>
			</Show>
		</section>
	);
}

function Worker(props: { readonly worker: WorkerView; readonly sinceMs: number }) {
	const free = () => freeSlots(props.worker);
	return (
		<li>
			<div class="row">
				<code>{props.worker.worker}</code>
				<span class="mark">{stateWords(props.worker)}</span>
			</div>
			<Show when={props.worker.slots}>
				{(slots) => (
					<meter aria-label="Slots in use" min="0" max={slots()} value={Math.min(slots(), props.worker.active)} />
				)}
			</Show>
			<p class="hint">
				{props.worker.active} of {props.worker.slots ?? 'an unknown number of'} slots in use
				{free() === null ? '' : `, ${free()} free`} · {props.worker.agentName || 'automatic dispatch'} ·{' '}
				{props.worker.release === null ? 'no release' : `release ${props.worker.release}`} · heard of{' '}
				{sayDuration(props.worker.silentMs + props.sinceMs)} ago
			</p>
		</li>
	);
}

const stateWords = ({ state, cordoned }: WorkerView): string => {
	if (state === 'draining') return 'Draining';
	return cordoned ? 'Cordoned' : 'Accepting';
};
