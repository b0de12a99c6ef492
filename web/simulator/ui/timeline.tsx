/**
 * A line for everybody, along one time. What is to be seen is also said: of each line what lasts now, and of all what
 * happened in the list of events.
 *
 * @module
 */
import { createMemo, createSignal, For } from 'solid-js';
import { rowsOf } from '../lanes/bars.ts';
import type { Lane, Mark } from '../lanes/lanes.ts';
import { lastingAt } from '../moment/moment.ts';
import type { Shown } from '../play/create-simulation.ts';
import type { Playback } from '../playback/create-playback.ts';
import { clock } from './words.ts';
import './timeline.css';

const signs: Readonly<Record<Mark['tone'], string>> = { good: '●', act: '◆', bad: '▲' };
const SPANS = [30, 120, 600];

export function Timeline(props: { readonly shown: Shown; readonly playback: Playback }) {
	const [span, setSpan] = createSignal(120);
	const length = () => props.shown.played.length;
	const shownMs = () => Math.min(span() * 1000, length());
	/** The playhead stands at a third, but for both ends. */
	const from = () => Math.max(0, Math.min(length() - shownMs(), props.playback.at() - shownMs() / 3));
	const lasting = createMemo(() => lastingAt(props.shown.story, props.playback.at()));
	const percent = (ms: number) => `${(ms / length()) * 100}%`;
	const inWindow = (at: number) => ((at - from()) / shownMs()) * 100;
	const jump = (event: MouseEvent & { readonly currentTarget: HTMLElement }) => {
		const { left, width } = event.currentTarget.getBoundingClientRect();
		props.playback.jump(from() + ((event.clientX - left) / width) * shownMs());
	};
	const strip = (lane: Lane) => (
		<div
			class="strip"
			style={{
				width: `${(length() / shownMs()) * 100}%`,
				transform: `translateX(${(-from() / length()) * 100}%)`,
				height: `${rowsOf(lane.bars) * 1.625 + 0.9375}rem`,
			}}
		>
			<For each={lane.bars}>
				{(bar) => (
					<span
						class="bar"
						data-look={bar.look}
						title={`${bar.words}, ${clock(bar.from)} to ${clock(bar.to)}`}
						style={{ left: percent(bar.from), width: percent(bar.to - bar.from), top: `${bar.row * 1.625}rem` }}
					>
						{bar.words}
					</span>
				)}
			</For>
			<For each={lane.marks}>
				{(mark) => (
					<span
						class="mark"
						data-tone={mark.tone}
						title={`${clock(mark.at)} ${mark.words}`}
						style={{ left: percent(mark.at) }}
					>
						{signs[mark.tone]}
					</span>
				)}
			</For>
		</div>
	);
	return (
		<section class="timeline" aria-label="Timeline">
			<label class="span">
				<span>Shown at once</span>
				<select onChange={({ currentTarget: { value } }) => setSpan(Number(value))}>
					<For each={SPANS}>
						{(seconds) => (
							<option value={seconds} selected={seconds === span()}>
								{seconds < 60 ? `${seconds} seconds` : `${seconds / 60} minutes`}
							</option>
						)}
					</For>
				</select>
			</label>
			<ul class="lanes">
				<For each={props.shown.story.lanes}>
					{(lane) => (
						<li>
							<p class="lane-name">
								<strong>{lane.name}</strong> <span>{lasting().get(lane.id) || '–'}</span>
							</p>
							<div class="window" aria-hidden="true" onClick={jump}>
								{strip(lane)}
								<span class="quiet-line" style={{ left: `${inWindow(props.shown.played.quietAt)}%` }} />
								<span class="playhead" style={{ left: `${inWindow(props.playback.at())}%` }} />
							</div>
						</li>
					)}
				</For>
			</ul>
		</section>
	);
}
