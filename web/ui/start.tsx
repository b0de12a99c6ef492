import { createSignal, Show } from 'solid-js';
import type { Call } from '../call/call/create-call.ts';
import './start.css';

export function Start(props: { readonly call: Call<unknown> }) {
	const [missing, setMissing] = createSignal(false);
	const check = () => {
		setMissing(false);
		import('../setup.tsx').then(
			(setup) => setup.openSoundCheck(),
			() => setMissing(true),
		);
	};
	return (
		<div class="start">
			<Show when={props.call.phase() === 'idle'}>
				<h2>Talk it over</h2>
				<p>
					{props.call.open()
						? 'Your call is still open, and nothing of it is forgotten. Return to it and go on where you were.'
						: 'Speak or type. Reload the page, lose the network, come back tomorrow: the conversation goes on.'}
				</p>
			</Show>
			<button type="button" class="primary" aria-disabled={props.call.held() > 0} onClick={() => props.call.start()}>
				{props.call.phase() === 'moved' ? 'Move it here' : 'Start call'}
				{props.call.held() > 0 && ` in ${props.call.held()} s`}
			</button>
			<Show when={props.call.phase() !== 'moved'}>
				<div class="ways">
					<button type="button" onClick={() => props.call.start({ typed: true })}>
						Type only
					</button>
					<button type="button" onClick={check}>
						Sound check
					</button>
				</div>
				<Show when={missing()}>
					<p role="alert">The sound check did not load. Check your connection and try again.</p>
				</Show>
			</Show>
		</div>
	);
}
