import { createSignal, type JSX, onMount } from 'solid-js';

/** A part of the page that is loaded when it is first shown. Nothing is in its place until then, or if it does not come. */
export function Later(props: { readonly load: () => Promise<() => JSX.Element> }) {
	const [part, setPart] = createSignal<() => JSX.Element>();
	onMount(() => {
		props.load().then(
			(loaded) => setPart(() => loaded),
			() => {},
		);
	});
	return <>{part()?.()}</>;
}
