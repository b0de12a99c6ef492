import { Show } from 'solid-js';
import { situationOf } from '../call/presence/situation.ts';
import type { Talk } from '../call/talk/create-talk.ts';
import { agentNote } from './agent-words.ts';
import { Line } from './line.tsx';
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
			<div class="news" aria-live="polite">
				<Line trouble={props.talk.trouble()} />
				<Show when={props.talk.trouble() === null && agentNote(props.talk.presence())}>
					{(note) => <p class="note">{note()}</p>}
				</Show>
			</div>
			<Show when={situationOf(props.talk.presence(), props.talk.search()) === 'never'}>
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
