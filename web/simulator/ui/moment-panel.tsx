/**
 * What Greenroom knows of a visitor's call at this moment, and what it decided last.
 *
 * @module
 */
import { createMemo, For, Show } from 'solid-js';
import { phaseWords } from '../lanes/phases.ts';
import { momentOf } from '../moment/moment.ts';
import type { Shown } from '../play/create-simulation.ts';
import { clock, inSeconds } from './words.ts';

export function MomentPanel(props: { readonly shown: Shown; readonly at: number; readonly visitor: number }) {
	const moment = createMemo(() => momentOf(props.shown.played, props.shown.story, props.at, props.visitor));
	const heading = () => `moment-${props.visitor}`;
	return (
		<section class="panel" aria-labelledby={heading()}>
			<h2 id={heading()}>
				What Greenroom knows{props.shown.played.world.visitors > 1 ? ` of visitor ${props.visitor}` : ''}
			</h2>
			<dl class="facts">
				<dt>Phase</dt>
				<dd data-phase={moment().phase}>{phaseWords[moment().phase]}</dd>
				<dt>In the room</dt>
				<dd>{moment().people}</dd>
				<dt>Agent</dt>
				<dd>{moment().agent}</dd>
				<dt>Room</dt>
				<dd>{moment().room}</dd>
				<dt>Decides again</dt>
				<dd>{moment().deadlineIn === null ? 'when it hears something' : inSeconds(moment().deadlineIn ?? 0)}</dd>
			</dl>
			<h3>Last decision</h3>
			<Show when={moment().decision} fallback={<p class="note">None yet.</p>}>
				{(decision) => (
					<>
						<p>
							{clock(decision().at)} {decision().cause}
						</p>
						<ul class="effects">
							<For each={decision().effects} fallback={<li>nothing is to be done</li>}>
								{(effect) => <li>{effect}</li>}
							</For>
						</ul>
					</>
				)}
			</Show>
		</section>
	);
}
