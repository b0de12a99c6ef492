import { createSignal, Show } from 'solid-js';
import type { PushToTalk } from '../../call/push-to-talk/create-push-to-talk.ts';
import { canBeChosen } from '../../call/push-to-talk/keys.ts';
import { keyName } from './key-words.ts';
import { KeysButton } from './keys-button.tsx';
import './keys.css';

/** Chooses a key by pressing it. */
function KeyField(props: {
	readonly label: string;
	readonly code: string | null;
	readonly choose: (code: string | null) => void;
}) {
	const [waiting, setWaiting] = createSignal(false);
	return (
		<p>
			<span>{props.label}</span>
			<button
				type="button"
				aria-label={`${props.label}: ${props.code === null ? 'none' : keyName(props.code)}`}
				onClick={() => setWaiting(true)}
				onBlur={() => setWaiting(false)}
				onKeyDown={(event) => {
					if (!waiting() || !canBeChosen(event.code)) return;
					event.preventDefault();
					setWaiting(false);
					props.choose(event.code);
				}}
			>
				<span aria-live="polite">{waiting() ? 'Press a key' : props.code === null ? 'None' : keyName(props.code)}</span>
			</button>
			<Show when={props.code !== null}>
				<button type="button" aria-label={`${props.label}: remove`} onClick={() => props.choose(null)}>
					Remove
				</button>
			</Show>
		</p>
	);
}

/** How somebody wants to talk. Nothing of it is on until they choose it. */
export function Keys(props: { readonly talk: PushToTalk }) {
	let dialog: HTMLDialogElement | undefined;
	return (
		<>
			<KeysButton open={() => dialog?.showModal()} />
			<dialog
				class="keys"
				aria-label="Push to talk"
				ref={(element) => {
					dialog = element;
				}}
			>
				<h2>Push to talk</h2>
				<label>
					<input
						type="checkbox"
						checked={props.talk.settings().hold}
						onChange={(event) => props.talk.change({ hold: event.currentTarget.checked })}
					/>
					My microphone is open only while I hold a button or a key
				</label>
				<KeyField
					label="Key to hold"
					code={props.talk.settings().holdKey}
					choose={(holdKey) => props.talk.change({ holdKey })}
				/>
				<KeyField
					label="Key to mute"
					code={props.talk.settings().muteKey}
					choose={(muteKey) => props.talk.change({ muteKey })}
				/>
				<p class="note">Keys do nothing while you type.</p>
				<form method="dialog">
					<button type="submit" class="primary">
						Done
					</button>
				</form>
			</dialog>
		</>
	);
}
