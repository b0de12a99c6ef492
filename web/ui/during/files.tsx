import { createSignal, For, onCleanup, Show } from 'solid-js';
import { ACCEPTED } from '../../call/files/check.ts';
import type { Files } from '../../call/files/create-files.ts';
import { acceptDrops } from '../../call/files/drop.ts';
import type { Upload } from '../../call/files/uploads.ts';
import './files.css';
import { fileWords } from './files-words.ts';

const canBeSentAgain = ({ step }: Upload) =>
	step.is === 'done' && (step.outcome === 'failed' || step.outcome === 'too_many');

function Row(props: { readonly files: Files; readonly upload: Upload }) {
	const share = () => (props.upload.step.is === 'sending' ? props.upload.step.share : null);
	const outcome = () => (props.upload.step.is === 'done' ? props.upload.step.outcome : null);
	const words = () => {
		const done = outcome();
		return done !== null ? fileWords[done] : props.upload.step.is === 'waiting' ? 'Waiting for the agent' : 'Sending';
	};
	return (
		<li data-outcome={outcome()}>
			<b>{props.upload.name}</b>
			<span>
				{words()}
				<Show when={share() !== null}>
					{/* Read out when it is asked for, and not at each percent. */}
					<span aria-live="off"> {Math.floor((share() ?? 0) * 100)} %</span>
				</Show>
			</span>
			<Show when={canBeSentAgain(props.upload)}>
				<button
					type="button"
					aria-label={`Send ${props.upload.name} again`}
					onClick={() => props.files.retry(props.upload.id)}
				>
					Send again
				</button>
			</Show>
			<button
				type="button"
				aria-label={`${outcome() === null ? 'Cancel' : 'Dismiss'} ${props.upload.name}`}
				onClick={() => props.files.remove(props.upload.id)}
			>
				{outcome() === null ? 'Cancel' : 'Dismiss'}
			</button>
			<Show when={share() !== null}>
				<progress aria-label={props.upload.name} value={share() ?? 0} />
			</Show>
		</li>
	);
}

/** The files of this call, and what they come to. */
export function FileList(props: { readonly files: Files }) {
	const byId = () => new Map(props.files.uploads().map((upload) => [upload.id, upload]));
	return (
		<div class="files">
			<Show when={props.files.stored().length > 0}>
				<details>
					<summary>Files the agent has ({props.files.stored().length})</summary>
					<ul>
						<For each={props.files.stored()}>{(name) => <li>{name}</li>}</For>
					</ul>
				</details>
			</Show>
			<ul aria-live="polite" aria-label="Files">
				<For each={[...byId().keys()]}>
					{(id) => <Show when={byId().get(id)}>{(upload) => <Row files={props.files} upload={upload()} />}</Show>}
				</For>
			</ul>
		</div>
	);
}

/** Files are chosen by the button, or dropped anywhere on the page. */
export function AttachFile(props: { readonly add: (files: Iterable<File>) => void }) {
	const [over, setOver] = createSignal(false);
	const gone = new AbortController();
	let input: HTMLInputElement | undefined;
	acceptDrops(window, { over: setOver, take: (files) => props.add(files) }, gone.signal);
	onCleanup(() => gone.abort());

	return (
		<>
			<button
				type="button"
				class="attach"
				aria-label="Attach a file"
				title="Attach a file"
				data-over={over()}
				onClick={() => input?.click()}
			>
				<svg viewBox="0 0 24 24" aria-hidden="true">
					<path d="M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 5 5l-8.5 8.5a1.7 1.7 0 0 1-2.5-2.5L15 7" />
				</svg>
			</button>
			<input
				type="file"
				hidden
				multiple
				accept={ACCEPTED}
				ref={(element) => {
					input = element;
				}}
				onChange={(event) => {
					props.add([...(event.currentTarget.files ?? [])]);
					// The same file can be chosen again.
					event.currentTarget.value = '';
				}}
			/>
		</>
	);
}
