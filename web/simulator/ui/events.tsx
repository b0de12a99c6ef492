/**
 * What happened around this moment.
 *
 * @module
 */
import { createMemo, For } from 'solid-js';
import type { Shown } from '../play/create-simulation.ts';
import type { Playback } from '../playback/create-playback.ts';
import { clock } from './words.ts';

const BEFORE = 7;
const AFTER = 3;

export function Events(props: { readonly shown: Shown; readonly playback: Playback }) {
	const place = createMemo(() => {
		const next = props.shown.story.marks.findIndex(({ at }) => at > props.playback.at());
		return next < 0 ? props.shown.story.marks.length : next;
	});
	const around = createMemo(() => props.shown.story.marks.slice(Math.max(0, place() - BEFORE), place() + AFTER));
	const go = (at: number) => {
		props.playback.pause();
		props.playback.jump(at);
	};
	return (
		<section class="panel" aria-labelledby="events">
			<h2 id="events">What happens</h2>
			<ol class="events">
				<For each={around()}>
					{(mark) => (
						<li data-time={mark.at > props.playback.at() ? 'coming' : 'past'}>
							<button type="button" onClick={() => go(mark.at)}>
								<time>{clock(mark.at)}</time> {mark.words}
							</button>
						</li>
					)}
				</For>
			</ol>
		</section>
	);
}
