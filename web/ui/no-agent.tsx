import { onCleanup } from 'solid-js';
import './no-agent.css';
import { UNAVAILABLE } from './words.ts';

/** No agent has come. The page goes on asking for one, quietly; this is for a person who does not want to wait. */
export function NoAgent(props: { readonly tryAgain: () => void }) {
	let button: HTMLButtonElement | undefined;
	// Whoever uses the keyboard stays in the call when the button goes.
	onCleanup(() => {
		if (document.activeElement === button) button?.closest<HTMLElement>('[tabindex]')?.focus();
	});
	return (
		<div class="alert no-agent">
			<p role="alert">{UNAVAILABLE}</p>
			<button
				type="button"
				onClick={() => props.tryAgain()}
				ref={(element) => {
					button = element;
				}}
			>
				Try again
			</button>
		</div>
	);
}
