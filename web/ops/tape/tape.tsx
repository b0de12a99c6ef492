import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js';
import type { TapeResponse } from '../../../functions/protocol/operator.ts';
import type { OperatorApi } from '../api/operator-api.ts';
import { type Failing, whyFailing } from '../poll/create-feed.ts';
import { failingWords } from '../words/failing-words.ts';
import './tape.css';
import { type TapeLine, tapeLines } from './tape-lines.ts';

interface TapeProps {
	readonly room: string;
	readonly api: Pick<OperatorApi, 'tape'>;
	/** Hands a file over to the person. */
	readonly save: (name: string, text: string) => void;
}

/** What happened in the conversation of a room, when somebody asks. */
export function Tape(props: TapeProps) {
	const [tape, setTape] = createSignal<TapeResponse | null>(null);
	const [failing, setFailing] = createSignal<Failing | null>(null);
	const [isAsking, setAsking] = createSignal(false);
	const room = createMemo(() => props.room);
	createEffect(
		on(room, () => {
			setTape(null);
			setFailing(null);
		}),
	);
	async function ask(): Promise<void> {
		const asked = room();
		setAsking(true);
		const answer = await props.api.tape(asked);
		setAsking(false);
		// Somebody looks at another one by now.
		if (asked !== room()) return;
		setFailing(whyFailing(answer));
		if (answer.outcome === 'answered') setTape(answer.value);
	}
	return (
		<section class="tape" aria-label="Tape">
			<div class="row">
				<button type="button" class="small" disabled={isAsking()} onClick={() => void ask()}>
					{tape() === null ? 'Show the tape' : 'Show it anew'}
				</button>
				<Show when={tape()}>
					{(shown) => (
						<button
							type="button"
							class="small"
							onClick={() => props.save(`${shown().room}.tape.json`, JSON.stringify(shown(), null, '\t'))}
						>
							Download the tape
						</button>
					)}
				</Show>
			</div>
			<Show when={failing()}>
				{(why) => (
					<p class="alert" role="alert">
						{failingWords[why()]}
					</p>
				)}
			</Show>
			<Show when={tape()}>
				{(shown) => (
					<Show
						when={shown().entries.length > 0}
						fallback={<p class="hint">Nothing was noted of this conversation within a day.</p>}
					>
						<ol aria-label="What happened" tabindex="0">
							<For each={tapeLines(shown().entries)}>{(line) => <Line line={line} />}</For>
						</ol>
					</Show>
				)}
			</Show>
		</section>
	);
}

const Line = (props: { readonly line: TapeLine }) => (
	<li data-kind={props.line.kind}>
		<time datetime={new Date(props.line.at).toISOString()}>{`${(props.line.afterMs / 1_000).toFixed(3)} s`}</time>
		<span>
			{props.line.what}
			<Show when={props.line.outcome}> → {props.line.outcome}</Show>
			<For each={props.line.details}>{(detail) => <small>{detail}</small>}</For>
		</span>
	</li>
);
