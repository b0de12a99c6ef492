import { onCleanup } from 'solid-js';
import type { PushToTalk } from '../../call/push-to-talk/create-push-to-talk.ts';
import { keyName } from './key-words.ts';

const isPress = (event: KeyboardEvent): boolean => event.code === 'Space' || event.code === 'Enter';

/** Open while it is held, by mouse, finger or keyboard. */
export function HoldToTalk(props: { readonly talk: PushToTalk }) {
	const hold = (held: boolean) => () => props.talk.hold(held);
	onCleanup(() => props.talk.hold(false));
	return (
		<button
			type="button"
			class="toggle hold"
			aria-pressed={props.talk.held()}
			onPointerDown={(event) => {
				if (event.button !== 0) return;
				// A finger that slides off the button still holds it.
				event.currentTarget.setPointerCapture(event.pointerId);
				props.talk.hold(true);
			}}
			onLostPointerCapture={hold(false)}
			onPointerUp={hold(false)}
			onPointerCancel={hold(false)}
			onKeyDown={(event) => {
				if (!isPress(event)) return;
				event.preventDefault();
				if (!event.repeat) props.talk.hold(true);
			}}
			onKeyUp={(event) => isPress(event) && props.talk.hold(false)}
			onBlur={hold(false)}
			// A long press opens a menu elsewhere.
			onContextMenu={(event) => event.preventDefault()}
		>
			{props.talk.held() ? 'Speak now' : 'Hold to talk'}
			<KeyHint code={props.talk.settings().holdKey} />
		</button>
	);
}

function KeyHint(props: { readonly code: string | null }) {
	return <>{props.code === null ? null : <kbd>{keyName(props.code)}</kbd>}</>;
}
