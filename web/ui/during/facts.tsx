import { Show } from 'solid-js';
import type { Measures } from '../../call/latency/create-measures.ts';
import './facts.css';
import { qualityWords } from './facts-words.ts';

/** One quiet line. Only a change of the quality is read out: it comes with what to do. Empty while there is no line. */
export function Facts(props: { readonly measures: Measures; readonly connected: boolean }) {
	const quality = () => {
		const level = props.measures.quality();
		return level === null || !props.connected ? '' : qualityWords[level];
	};
	return (
		<p class="facts">
			<span aria-live="polite">{quality()}</span>
			<Show when={props.connected && props.measures.roundTrip() !== null}>
				<span>{props.measures.roundTrip()} ms to the server and back</span>
			</Show>
			<Show when={props.connected && props.measures.response() !== null}>
				<span>answered after {props.measures.response()} ms</span>
			</Show>
		</p>
	);
}
