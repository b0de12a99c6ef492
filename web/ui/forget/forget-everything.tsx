import { createSignal, onCleanup, Show } from 'solid-js';
import { whenForgotten } from '../../call/tabs/when-forgotten.ts';
import type { Forgetful } from './dialog.tsx';

/** Asks first: what it asks with is loaded when it is wanted. What another tab has had forgotten goes here too. */
export function ForgetEverything(props: { readonly call: Forgetful }) {
	const [broken, setBroken] = createSignal(false);
	const elsewhere = whenForgotten(
		(name) => new BroadcastChannel(name),
		() => props.call.forgotten(),
	);
	onCleanup(elsewhere.close);
	const forgotten = () => {
		elsewhere.tell();
		props.call.forgotten();
	};
	async function ask(button: HTMLElement): Promise<void> {
		try {
			(await import('./dialog.tsx')).askToForget({ ...props.call, forgotten }, button);
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
