import { createSignal, type JSX } from 'solid-js';
import './composer.css';

/** Below what one turn may have (`TURN_TEXT_LIMIT`). */
const LONGEST = 4_000;
/** From here on it is said how much is left. */
const NEARLY = 3_500;

const [draft, setDraft] = createSignal('');

/** What was not sent yet outlives the call: a call that fails in the middle of a sentence does not take it along. */
export function Composer(props: { readonly send: (text: string) => void; readonly children?: JSX.Element }) {
	function submit(event: Event): void {
		event.preventDefault();
		const message = draft().trim();
		if (message === '') return;
		props.send(message);
		setDraft('');
	}

	function sendOnEnter(event: KeyboardEvent): void {
		// Enter also ends the composition of a word in Japanese, Chinese or Korean.
		if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event);
	}

	const left = () => {
		const { length } = draft();
		return length < NEARLY
			? ''
			: length < LONGEST
				? `${LONGEST - length} characters left`
				: 'No more than 4 000 characters';
	};

	return (
		<form class="composer" onSubmit={submit}>
			{props.children}
			<textarea
				aria-label="Message"
				placeholder="Message"
				rows="1"
				maxlength={LONGEST}
				value={draft()}
				onInput={(event) => setDraft(event.currentTarget.value)}
				onKeyDown={sendOnEnter}
			/>
			<button type="submit" class="primary">
				Send
			</button>
			{/* Read out at the end only: before that it changes with each key. */}
			<p aria-live={draft().length < LONGEST ? 'off' : 'polite'}>{left()}</p>
		</form>
	);
}
