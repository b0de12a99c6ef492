import { createUniqueId, Show } from 'solid-js';
import type { Problem, SignIn } from './create-sign-in.ts';
import './sign-in.css';

const words: Readonly<Record<Problem, string>> = {
	wrong: 'The API refuses this token. It has to be the OPS_TOKEN with which this API runs.',
	over: 'The API does not take this token any more. Sign in again.',
	unreachable: 'The API does not answer. Try again.',
	failed: 'What answers here is not the API of Greenroom.',
};

export function SignInForm(props: { readonly signIn: SignIn }) {
	const id = createUniqueId();
	let field: HTMLInputElement | undefined;
	const submit = (event: SubmitEvent) => {
		event.preventDefault();
		const token = field?.value.trim() ?? '';
		if (token !== '' && !props.signIn.isAsking()) void props.signIn.signIn(token);
	};
	return (
		<form class="sign-in" onSubmit={submit}>
			<h2>Sign in to operate</h2>
			<label for={id}>Operator token</label>
			<input
				id={id}
				type="password"
				autocomplete="off"
				autocapitalize="off"
				spellcheck={false}
				required
				aria-describedby={`${id}-hint`}
				ref={(element) => {
					field = element;
				}}
			/>
			<p id={`${id}-hint`} class="hint">
				The <code>OPS_TOKEN</code> of this deployment. It stays in this tab until you sign out or close it.
			</p>
			<Show when={props.signIn.problem()}>
				{(problem) => (
					<p class="alert" role="alert">
						{words[problem()]}
					</p>
				)}
			</Show>
			<button type="submit" class="primary">
				{props.signIn.isAsking() ? 'Signing in …' : 'Sign in'}
			</button>
		</form>
	);
}
