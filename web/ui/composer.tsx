import { createSignal } from 'solid-js';
import './composer.css';

/** Below what one turn may have (`TURN_TEXT_LIMIT`). */
const LONGEST = 4_000;

export function Composer(props: { readonly send: (text: string) => void }) {
	const [text, setText] = createSignal('');

	function submit(event: Event): void {
		event.preventDefault();
		const message = text().trim();
		if (message === '') return;
		setText('');
		props.send(message);
	}

	function sendOnEnter(event: KeyboardEvent): void {
		// Enter also ends the composition of a word in Japanese, Chinese or Korean.
		if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event);
	}

	return (
		<form class="composer" onSubmit={submit}>
			<textarea
				aria-label="Message"
				placeholder="Message"
				rows="1"
				maxlength={LONGEST}
				value={text()}
				onInput={(event) => setText(event.currentTarget.value)}
				onKeyDown={sendOnEnter}
			/>
			<button type="submit" class="primary">
				Send
			</button>
		</form>
	);
}
