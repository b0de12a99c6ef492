import { Show } from 'solid-js';
import type { PushToTalk } from '../call/push-to-talk/create-push-to-talk.ts';
import type { Talk } from '../call/talk/create-talk.ts';
import { HoldToTalk } from './during/hold-to-talk.tsx';

/** A button, or the one to hold. Whoever has no microphone yet asks for it by the first. */
export function Controls(props: { readonly talk: Talk; readonly pushToTalk: PushToTalk }) {
	const holds = () => props.pushToTalk.settings().hold && 'track' in props.talk.microphone();
	return (
		<>
			<Show when={props.talk.silenced()}>
				<button type="button" class="primary" onClick={() => props.talk.hear()}>
					Tap to hear
				</button>
			</Show>
			<Show when={!holds()} fallback={<HoldToTalk talk={props.pushToTalk} />}>
				<button
					type="button"
					class="toggle"
					aria-pressed={props.talk.microphone().status === 'on'}
					disabled={props.talk.microphone().status === 'asking'}
					onClick={() => props.talk.toggleMicrophone()}
				>
					<svg viewBox="0 0 24 24" aria-hidden="true">
						<rect x="9" y="3" width="6" height="11" rx="3" />
						<path d="M5 11a7 7 0 0 0 14 0M12 18v3" />
						<path class="slash" d="M4 4l16 16" />
					</svg>
					Microphone
				</button>
			</Show>
		</>
	);
}
