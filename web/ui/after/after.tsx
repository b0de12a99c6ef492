import { Show } from 'solid-js';
import type { Ended } from '../../call/call/call-state.ts';
import { endWords } from '../end-words.ts';
import './after.css';

/** What somebody whose call is over should know. */
export function After(props: { readonly ended: Ended | null; readonly kept: boolean }) {
	return (
		<div class="after">
			<Show when={props.ended}>{(ended) => <p>{endWords(ended())}</p>}</Show>
			<Show when={props.kept}>
				<p>What was said is kept. Start again, and the conversation goes on.</p>
			</Show>
		</div>
	);
}
