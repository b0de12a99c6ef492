import { Show } from 'solid-js';
import { sayDuration } from '../words/duration.ts';
import { failingWords } from '../words/failing-words.ts';
import type { Console } from './create-console.ts';

/** How old what is shown is, and what is not known. Only what changes rarely is read out. */
export function Freshness(props: { readonly console: Console }) {
	const age = () => props.console.age();
	return (
		<>
			<p role="status" class="unseen">
				{props.console.failing() === null ? '' : 'What is shown is not new.'}
			</p>
			<Show when={props.console.failing()}>
				{(why) => (
					<p class="alert">
						{failingWords[why()]}{' '}
						{age() === null ? 'Nothing is known yet.' : `This is what was known ${sayDuration(age() ?? 0)} ago.`}
					</p>
				)}
			</Show>
			<p role="status" class="silent">
				{props.console.livekit() === false ? 'LiveKit does not answer: only the store speaks.' : ''}
			</p>
			<p class="fresh">
				<Show when={props.console.stats.value()} fallback={<span>Asking …</span>}>
					{(stats) => (
						<span>
							Stage {stats().stage}, version {stats().version}
						</span>
					)}
				</Show>
				<Show when={age()}>{(ms) => <span>as of {sayDuration(ms())} ago</span>}</Show>
			</p>
		</>
	);
}
