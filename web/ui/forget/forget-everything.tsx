import { createSignal, Show } from 'solid-js';
import type { Forgetful } from './dialog.tsx';

/** Asks first: what it asks with is loaded when it is wanted. */
export function ForgetEverything(props: { readonly call: Forgetful }) {
	const [broken, setBroken] = createSignal(false);
	async function ask(button: HTMLElement): Promise<void> {
		try {
			(await import('./dialog.tsx')).askToForget(props.call, button);
			setBroken(false);
		} catch {
			setBroken(true);
		}
	}
	return (
		<>
			<button type="button" onClick={({ currentTarget }) => void ask(currentTarget)}>
				Forget everything
			</button>
			<Show when={broken()}>
				<p class="alert" role="alert">
					The service does not answer. Nothing was forgotten.
				</p>
			</Show>
		</>
	);
}
