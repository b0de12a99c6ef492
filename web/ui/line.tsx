import { Show } from 'solid-js';
import type { Trouble } from '../call/line/trouble.ts';
import './line.css';
import { forHowLong, forHowLongAloud, lineWords } from './line-words.ts';

/** What keeps the page from its call. The seconds are seen each, and heard in steps of ten. */
export function Line(props: { readonly trouble: Trouble | null }) {
	const seconds = () => (props.trouble !== null && 'seconds' in props.trouble ? props.trouble.seconds : null);
	return (
		<Show when={props.trouble !== null && lineWords(props.trouble)}>
			{(words) => (
				<p class="note line">
					<Show when={seconds() !== null}>
						<time aria-hidden="true">{forHowLong(seconds() ?? 0)}</time>
						<span class="aloud">{forHowLongAloud(seconds() ?? 0)}</span>
						{' · '}
					</Show>
					{words()}
				</p>
			)}
		</Show>
	);
}
