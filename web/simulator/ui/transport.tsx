/**
 * Play, pause, step, speed, and the moment.
 *
 * @module
 */
import { createMemo, For } from 'solid-js';
import { START } from '../../../sim/settings.ts';
import type { Shown, Simulation } from '../play/create-simulation.ts';
import { clock } from './words.ts';

const SPEEDS = [1, 5, 20, 100];

export function Transport(props: { readonly simulation: Simulation; readonly shown: Shown }) {
	const playback = () => props.simulation.playback;
	const times = createMemo(() => [...new Set(props.shown.story.marks.map(({ at }) => at))].sort((a, b) => a - b));
	const step = (to: number | undefined) => {
		playback().pause();
		if (to !== undefined) playback().jump(to);
	};
	const broken = () => props.shown.played.violations.length > 0;
	const firstBroken = () => Math.max(0, (props.shown.played.violations[0]?.at ?? 0) - START);
	return (
		<section class="transport" aria-label="Time">
			<div class="buttons">
				<button
					type="button"
					class="primary"
					onClick={() => (playback().isRunning() ? playback().pause() : playback().play())}
				>
					{playback().isRunning() ? 'Pause' : 'Play'}
				</button>
				<button type="button" onClick={() => step(times().findLast((time) => time < playback().at()))}>
					Step back
				</button>
				<button type="button" onClick={() => step(times().find((time) => time > playback().at()))}>
					Step
				</button>
				<label>
					<span>Speed</span>
					<select onChange={({ currentTarget: { value } }) => playback().setSpeed(Number(value))}>
						<For each={SPEEDS}>
							{(speed) => (
								<option value={speed} selected={speed === playback().speed()}>
									{speed} times
								</option>
							)}
						</For>
					</select>
				</label>
				<button type="button" disabled={!broken()} onClick={() => step(firstBroken())}>
					Go to the broken promise
				</button>
			</div>
			<label class="moment-field">
				<span>
					Moment <time>{clock(playback().at())}</time> of {clock(props.shown.played.length)}
				</span>
				<input
					type="range"
					min="0"
					max={props.shown.played.length}
					step="100"
					aria-valuetext={clock(playback().at())}
					value={playback().at()}
					onInput={({ currentTarget: { valueAsNumber } }) => step(valueAsNumber)}
				/>
			</label>
		</section>
	);
}
