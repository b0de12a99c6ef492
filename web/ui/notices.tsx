import { Show } from 'solid-js';
import type { Talk } from '../call/talk/create-talk.ts';
import { agentShown } from './agent-words.ts';
import { NoAgent } from './no-agent.tsx';
import { microphoneWords } from './words.ts';

/** What somebody in a call should know about being heard, and by whom. */
export function Notices(props: { readonly talk: Talk }) {
	const microphone = () => {
		const state = props.talk.microphone();
		return state.status === 'refused' ? microphoneWords(state.why) : null;
	};
	const textOnly = () => {
		const presence = props.talk.presence();
		return 'listens' in presence && presence.listens === 'text';
	};
	return (
		<>
			<Show when={agentShown(props.talk.presence(), props.talk.search()) === 'unavailable'}>
				<NoAgent tryAgain={props.talk.tryAgain} />
			</Show>
			<Show when={microphone()}>
				{(words) => (
					<p class="alert" role="alert">
						{words()}
					</p>
				)}
			</Show>
			<Show when={textOnly()}>
				<p class="note">This demo understands typed messages only.</p>
			</Show>
		</>
	);
}
