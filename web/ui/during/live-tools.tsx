import { createEffect, createSignal, onCleanup, onMount, Show } from 'solid-js';
import { createCaptions } from '../../call/captions/create-captions.ts';

/** Pixels. Whoever is farther than this from the last words reads earlier ones. */
const AWAY = 64;

/** What can be done with a transcript that grows. The styles of hidden captions hang on `<html data-captions>`. */
export function LiveTools() {
	const captions = createCaptions(() => localStorage);
	const [away, setAway] = createSignal(false);
	let tools: HTMLButtonElement | undefined;
	let log: Element | null | undefined;
	// The log is laid out from its end: there is 0, and what is above is below 0.
	const look = () => setAway(log !== null && log !== undefined && log.scrollTop < -AWAY);

	createEffect(() => {
		document.documentElement.dataset['captions'] = captions.shown() ? 'on' : 'off';
	});
	onMount(() => {
		log = tools?.closest('.conversation')?.querySelector('[role=log]');
		log?.addEventListener('scroll', look);
	});
	onCleanup(() => log?.removeEventListener('scroll', look));

	function toNewest(): void {
		log?.scrollTo({ top: 0 });
		// This button goes.
		if (log instanceof HTMLElement) log.focus({ preventScroll: true });
	}

	return (
		<>
			<button
				type="button"
				class="toggle"
				aria-pressed={captions.shown()}
				onClick={() => captions.toggle()}
				ref={(element) => {
					tools = element;
				}}
			>
				Captions
			</button>
			<Show when={away()}>
				<button type="button" onClick={toNewest}>
					Newest
				</button>
			</Show>
		</>
	);
}
