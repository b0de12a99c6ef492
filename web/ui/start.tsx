import { Show } from 'solid-js';
import type { Call } from '../call/call/create-call.ts';

export function Start(props: { readonly call: Call<unknown> }) {
	return (
		<div class="start">
			<Show when={props.call.phase() === 'idle'}>
				<h2>Talk it over</h2>
				<p>
					{props.call.open()
						? 'Your call is still open. You can return to it.'
						: 'Speak or type. Reload the page, lose the network, come back tomorrow: the conversation goes on.'}
				</p>
			</Show>
			<button type="button" class="primary" onClick={() => props.call.start()}>
				{props.call.phase() === 'moved' ? 'Continue here' : 'Start call'}
			</button>
		</div>
	);
}
