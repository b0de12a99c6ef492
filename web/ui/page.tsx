import { createEffect, createMemo, Show } from 'solid-js';
import type { Call } from '../call/call/create-call.ts';
import { isInCall } from '../call/state/state.ts';
import type { startTalk } from '../talk.tsx';
import './font.css';
import './page.css';
import './before/steps.css';
import './buttons.css';
import './in-call.css';
import { Lamp } from './lamp.tsx';
import { Later } from './later.tsx';
import { phaseWords } from './phase-words.ts';
import { Start } from './start.tsx';
import { Transcript } from './transcript.tsx';

/** @param props.root carries `data-call` and `data-agent`, for styles and for whoever watches the page */
export function Page(props: { readonly call: Call<ReturnType<typeof startTalk>>; readonly root: HTMLElement }) {
	const inCall = createMemo(() => isInCall(props.call.phase()));
	createEffect(() => {
		props.root.dataset['call'] = props.call.phase();
		props.root.dataset['agent'] = props.call.talk()?.agent() ?? 'absent';
	});
	let stage: HTMLElement | undefined;
	// The button that had the focus is gone: whoever uses the keyboard goes on where the call is, or where it begins.
	createEffect((before: boolean | undefined) => {
		const now = inCall();
		const lost = document.activeElement === document.body;
		if (before !== undefined && before !== now && lost) (now ? stage : stage?.querySelector('button'))?.focus();
		return now;
	});
	const loadAfter = async () => {
		const { After } = await import('./after/after.tsx');
		return () => <After ended={props.call.ended()} kept={props.call.entries().length > 0} />;
	};
	const loadTools = async () => {
		const { Tools } = await import('./during/tools.tsx');
		return () => <Tools entries={props.call.entries()} live={inCall()} call={props.call} />;
	};
	return (
		<>
			<section
				class="stage"
				aria-label="Call"
				tabindex="-1"
				ref={(element) => {
					stage = element;
				}}
			>
				<Lamp words={phaseWords[props.call.phase()] ?? props.call.talk()?.agentWords() ?? ''} />
				<Show when={props.call.alert()}>
					<p class="alert" role="alert">
						{props.call.alert()}
					</p>
				</Show>
				{props.call.talk()?.Notices()}
				<Show when={props.call.phase() === 'ended'}>
					<div class="reason">
						<Later load={loadAfter} />
					</div>
				</Show>
				<Show when={inCall()} fallback={<Start call={props.call} />}>
					<div class="controls">
						{props.call.talk()?.Controls()}
						<button type="button" class="end" onClick={() => props.call.end()}>
							End call
						</button>
					</div>
					{props.call.talk()?.Facts()}
				</Show>
			</section>
			<Show when={inCall() || props.call.entries().length > 0}>
				<section class="conversation" aria-label="Conversation">
					<div class="toolbar">
						<Later load={loadTools} />
					</div>
					<Transcript entries={props.call.entries()} />
					{props.call.talk()?.Composer()}
				</section>
			</Show>
		</>
	);
}
