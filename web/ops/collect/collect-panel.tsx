import { createSignal, For, Show } from 'solid-js';
import type { OperatorApi } from '../api/operator-api.ts';
import { sayCount } from '../words/duration.ts';
import { failingWords } from '../words/failing-words.ts';
import { actionWords } from '../words/room-words.ts';
import { type Collected, collectAll } from './collect.ts';
import './collect-panel.css';

interface CollectProps {
	readonly api: Pick<OperatorApi, 'collect'>;
	/** Something may have changed. */
	readonly onCollected: () => void;
}

const SHOWN = 200;

/** What is left behind: first what would be done about it, then it is done. */
export function CollectPanel(props: CollectProps) {
	const [so, setSo] = createSignal<Collected | null>(null);
	const isRunning = () => so()?.state === 'running';
	const isRehearsed = () => {
		const last = so();
		return last?.dry === true && last.state === 'done' && (last.actions.length > 0 || last.due > 0);
	};
	async function run(dry: boolean): Promise<void> {
		await collectAll(props.api, dry, setSo);
		if (!dry) props.onCollected();
	}
	return (
		<section class="panel" aria-label="Collect">
			<h2>Collect what is left behind</h2>
			<div class="row">
				<button type="button" class="small" disabled={isRunning()} onClick={() => void run(true)}>
					What would be done?
				</button>
				<Show when={isRehearsed()}>
					<button type="button" class="small primary" onClick={() => void run(false)}>
						Do it
					</button>
				</Show>
			</div>
			<p role="status">{sayCollected(so())}</p>
			<Show when={(so()?.actions.length ?? 0) > 0}>
				<ul class="actions">
					<For each={so()?.actions.slice(0, SHOWN)}>
						{({ room, does, why }) => (
							<li>
								<strong>{actionWords[does]}</strong> <span class="hint">({why})</span> <code>{room}</code>
							</li>
						)}
					</For>
				</ul>
			</Show>
		</section>
	);
}

export function sayCollected(so: Collected | null): string {
	if (so === null) return '';
	const looked = `${sayCount(so.listed, 'room')} listed, ${sayCount(so.due, 'record')} due`;
	const silent = so.livekit ? '' : ' LiveKit does not answer: its rooms were not gone through.';
	if (so.state === 'running') return `${so.dry ? 'Looking' : 'Collecting'} … ${looked}.`;
	if (so.state === 'failed')
		return `It did not come to its end. ${so.failing === null ? '' : failingWords[so.failing]}`;
	const count = so.actions.length;
	const done = so.dry
		? count === 0
			? 'Nothing would be done.'
			: `${sayCount(count, 'thing')} would be done.`
		: `${sayCount(count, 'thing')} done.`;
	return `${done} ${looked}.${so.isMore ? ' More records are due: run it again.' : ''}${silent}`;
}
