import { createMemo, For, Show } from 'solid-js';
import type { Entry } from '../call/transcript/entries.ts';
import './transcript.css';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** What was typed (its id begins with `m_`) is acknowledged when it is committed. */
function remarkOf({ id, state, remark, interrupted }: Entry): string | null {
	if (state === 'live') return 'speaking';
	if (state === 'sending') return remark ?? 'sending';
	return interrupted ? 'interrupted' : id.startsWith('m_') ? 'delivered' : null;
}

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
				{remarkOf(props.entry) && ` · ${remarkOf(props.entry)}`}
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
			<Show when={props.entries.length === 0}>
				<p class="empty">What you and the agent say is written down here.</p>
			</Show>
		</div>
	);
}
