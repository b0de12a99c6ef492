/**
 * The simulator page.
 *
 * @module
 */
import { For, Show } from 'solid-js';
import type { Simulation } from '../play/create-simulation.ts';
import { Events } from './events.tsx';
import { Faults } from './faults.tsx';
import { Legend } from './legend.tsx';
import { MomentPanel } from './moment-panel.tsx';
import { Promises } from './promises.tsx';
import { SceneForm } from './scene-form.tsx';
import { Timeline } from './timeline.tsx';
import { Transport } from './transport.tsx';
import './simulator.css';

export function Simulator(props: { readonly simulation: Simulation }) {
	const simulation = () => props.simulation;
	const numbers = (visitors: number) => Array.from({ length: visitors }, (_, i) => i + 1);
	return (
		<main class="simulator">
			<p class="note">
				Greenroom's real core, store and sweeper run here, against models of LiveKit, workers and people, on a clock of
				their own. Put faults in, and see what becomes of the call and of what Greenroom promises.
			</p>
			<SceneForm simulation={simulation()} />
			<Show when={simulation().unread().length > 0}>
				<p class="alert" role="alert">
					Nothing is known of this part of the address: {simulation().unread().join(', ')}
				</p>
			</Show>
			<Show when={simulation().failure()}>
				{(why) => (
					<p class="alert" role="alert">
						This history could not be played: {why()}
					</p>
				)}
			</Show>
			<Show when={simulation().shown()} fallback={<p class="note">The history is being played…</p>}>
				{(shown) => (
					<>
						<Transport simulation={simulation()} shown={shown()} />
						<Timeline shown={shown()} playback={simulation().playback} />
						<Legend />
						<Faults simulation={simulation()} shown={shown()} />
						<div class="panels">
							<div class="stack">
								<For each={numbers(shown().played.world.visitors)}>
									{(visitor) => <MomentPanel shown={shown()} at={simulation().playback.at()} visitor={visitor} />}
								</For>
								<Events shown={shown()} playback={simulation().playback} />
							</div>
							<Promises shown={shown()} playback={simulation().playback} />
						</div>
						<p class="note">
							Fingerprint of this history: <output class="digest">{shown().played.digest}</output>
						</p>
					</>
				)}
			</Show>
		</main>
	);
}
