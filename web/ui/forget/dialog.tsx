/**
 * Asks whether everything shall be forgotten, says what is lost by it, and sees to it.
 *
 * @module
 */
import { createSignal, onMount, Show } from 'solid-js';
import { render } from 'solid-js/web';
import { type Forget, makeForget } from '../../call/api/forget-door.ts';
import type { Call } from '../../call/call/create-call.ts';
import { isInCall } from '../../call/state/state.ts';
import './dialog.css';

export type Forgetful = Pick<Call<unknown>, 'phase' | 'end' | 'forgotten'>;

const WORDS = {
	unreachable: 'The service did not answer. Perhaps nothing was forgotten. Check your connection and try again.',
	refused: 'The service could not forget it. Everything is still there. Try again in a moment.',
};

/** @param from the button that has the focus again afterwards, or the page's first one when it is gone by then */
export function askToForget(call: Forgetful, from: HTMLElement, forget: Forget = makeForget(fetch)): void {
	// What stands around it goes with the last word that was forgotten.
	const page = from.closest('main');
	// Of its own: what Solid takes away again it empties.
	const place = document.createElement('div');
	document.body.append(place);
	const dispose = render(() => <Question call={call} forget={forget} closed={close} />, place);
	function close(): void {
		dispose();
		place.remove();
		(from.isConnected ? from : page?.querySelector('button'))?.focus();
	}
}

interface QuestionProps {
	readonly call: Forgetful;
	readonly forget: Forget;
	readonly closed: () => void;
}

function Question(props: QuestionProps) {
	let dialog: HTMLDialogElement | undefined;
	const [forgetting, setForgetting] = createSignal(false);
	const [failure, setFailure] = createSignal<string | null>(null);
	onMount(() => dialog?.showModal());

	async function forgetAll(): Promise<void> {
		if (forgetting()) return;
		setForgetting(true);
		setFailure(null);
		if (isInCall(props.call.phase())) props.call.end();
		const answer = await props.forget();
		setForgetting(false);
		if (answer.outcome !== 'answered') {
			setFailure(WORDS[answer.outcome]);
			return;
		}
		props.call.forgotten();
		dialog?.close();
	}

	return (
		<dialog
			class="question"
			aria-labelledby="forget-title"
			aria-describedby="forget-what"
			onClose={() => props.closed()}
			ref={(element) => {
				dialog = element;
			}}
		>
			<h2 id="forget-title">Forget everything?</h2>
			<p id="forget-what">
				All that was said and typed, your list and the files you gave are deleted, and the agent no longer knows you. A
				call that is open ends, in every tab. Nobody can bring this back.
			</p>
			<Show when={failure()}>
				<p class="alert" role="alert">
					{failure()}
				</p>
			</Show>
			<div class="answers">
				<button type="button" onClick={() => dialog?.close()}>
					Keep it
				</button>
				<button type="button" class="end" aria-disabled={forgetting()} onClick={() => void forgetAll()}>
					Forget it all
				</button>
			</div>
		</dialog>
	);
}
