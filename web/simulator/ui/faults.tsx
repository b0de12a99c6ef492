/**
 * Faults that are put in by a click at the moment that is looked at, and those that were.
 *
 * @module
 */
import { createSignal, For, Show } from 'solid-js';
import { faultNamed, faultNames } from '../faults/faults.ts';
import type { Shown, Simulation } from '../play/create-simulation.ts';
import { clock, faultWords, groupWords } from './words.ts';

const groups = Object.entries(groupWords).map(([group, words]) => ({
	words,
	names: faultNames.filter((name) => faultNamed(name).group === group),
}));

export function Faults(props: { readonly simulation: Simulation; readonly shown: Shown }) {
	const [who, setWho] = createSignal(0);
	const several = () => Math.max(props.shown.played.world.visitors, props.shown.played.world.workers);
	return (
		<section class="panel faults" aria-labelledby="faults">
			<h2 id="faults">What goes wrong</h2>
			<Show
				when={!props.simulation.isQuiet()}
				fallback={<p class="note">All is quiet now. Go back in time to put something in.</p>}
			>
				<p class="note">A click puts it in at {clock(props.simulation.playback.at())}, and plays the history anew.</p>
			</Show>
			<Show when={several() > 1}>
				<label>
					<span>Whose</span>
					<select onChange={({ currentTarget: { value } }) => setWho(Number(value))}>
						<For each={Array.from({ length: several() }, (_, i) => i)}>
							{(i) => <option value={i}>number {i + 1}</option>}
						</For>
					</select>
				</label>
			</Show>
			<div class="fault-groups">
				<For each={groups}>
					{({ words, names }) => (
						<fieldset disabled={props.simulation.isQuiet()}>
							<legend>{words}</legend>
							<For each={names}>
								{(name) => (
									<button type="button" onClick={() => props.simulation.putIn(name, who())}>
										{faultWords[name]}
									</button>
								)}
							</For>
						</fieldset>
					)}
				</For>
			</div>
			<Show when={props.simulation.scene().faults.length > 0}>
				<h3>Put in by hand</h3>
				<ul class="put-in">
					<For each={props.simulation.scene().faults}>
						{(fault) => (
							<li>
								<span>
									{clock(fault.at)} {faultWords[fault.name]}
								</span>
								<button
									type="button"
									class="button"
									aria-label={`Take out: ${faultWords[fault.name]}, ${clock(fault.at)}`}
									onClick={() => props.simulation.takeOut(fault)}
								>
									Take out
								</button>
							</li>
						)}
					</For>
				</ul>
			</Show>
		</section>
	);
}
