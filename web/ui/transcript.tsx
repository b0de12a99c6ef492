import { createMemo, For, Show } from 'solid-js';
import type { Entry } from '../call/transcript/entries.ts';
import './transcript.css';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

const remark = (entry: Entry): string =>
	entry.state === 'sending' ? ' · sending' : entry.interrupted === true ? ' · interrupted' : '';

function Line(props: { readonly entry: Entry }) {
	return (
		// A screen reader hears an entry once, when it is committed: not at each word of a live caption.
		<li
			data-role={props.entry.role}
			data-state={props.entry.state}
			aria-live={props.entry.state === 'live' ? 'off' : undefined}
		>
			<small>
				<b>{props.entry.role === 'user' ? 'You' : 'Agent'}</b>{' '}
				<time dateTime={new Date(props.entry.at).toISOString()}>{clock.format(props.entry.at)}</time>
				{remark(props.entry)}
			</small>
			<p>{props.entry.text}</p>
		</li>
	);
}

/** The conversation, oldest first. Lines are kept by id, so that a growing caption is one element that grows. */
export function Transcript(props: { readonly entries: readonly Entry[] }) {
	const byId = createMemo(() => new Map(props.entries.map((entry) => [entry.id, entry])));
	return (
		<div class="transcript" role="log" aria-label="Transcript" tabindex="0">
			<ol>
				<For each={[...byId().keys()]}>
					{(id) => <Show when={byId().get(id)}>{(entry) => <Line entry={entry()} />}</Show>}
				</For>
			</ol>
		</div>
	);
}
