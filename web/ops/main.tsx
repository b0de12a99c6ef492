import { Show } from 'solid-js';
import { render } from 'solid-js/web';
import '../ui/buttons.css';
import '../ui/font.css';
import '../ui/page.css';
import { createConsole } from './page/create-console.ts';
import { OpsPage } from './page/ops-page.tsx';
import type { Surroundings } from './poll/poll.ts';
import { createSignIn } from './sign-in/create-sign-in.ts';
import { SignInForm } from './sign-in/sign-in.tsx';
import { makeTokenPlace } from './sign-in/token.ts';
import { saveFile } from './tape/save-file.ts';

const surroundings: Surroundings = {
	now: Date.now,
	later(ms, then) {
		const timer = setTimeout(then, ms);
		return () => clearTimeout(timer);
	},
	isHidden: () => document.hidden,
	onVisibility(tell) {
		document.addEventListener('visibilitychange', tell);
		return () => document.removeEventListener('visibilitychange', tell);
	},
};

render(() => {
	const signIn = createSignIn(
		(path, init) => fetch(path, init),
		makeTokenPlace(() => sessionStorage),
	);
	return (
		<>
			<header class="brand">
				<span aria-hidden="true" />
				<h1>Greenroom</h1>
				<p class="role">Operators</p>
				<Show when={signIn.api()}>
					<button type="button" class="push" onClick={signIn.signOut}>
						Sign out
					</button>
				</Show>
			</header>
			<Show
				when={signIn.api()}
				keyed
				fallback={
					<main class="ops">
						<SignInForm signIn={signIn} />
					</main>
				}
			>
				{(api) => {
					// Once: what is written into a property is made anew whenever somebody reads it.
					const console = createConsole(api, surroundings);
					return <OpsPage console={console} save={saveFile} />;
				}}
			</Show>
		</>
	);
}, document.body);
