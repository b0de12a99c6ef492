import { Show } from 'solid-js';
import { makeReadTurns } from '../../call/api/turns-door.ts';
import { createExport } from '../../call/transcript/create-export.ts';
import type { Entry } from '../../call/transcript/entries.ts';
import { copyText, saveText } from '../../call/transcript/take-out.ts';
import type { Forgetful } from '../forget/dialog.tsx';
import { ForgetEverything } from '../forget/forget-everything.tsx';
import { LiveTools } from './live-tools.tsx';
import './tools.css';
import { exportWords } from './tools-words.ts';

/**
 * What can be done with the transcript, also before and after a call. It belongs into the `.conversation` that has the log.
 *
 * @param props.live in a call
 * @param props.call can be forgotten while it is not live
 */
export function Tools(props: {
	readonly entries: readonly Entry[];
	readonly live?: boolean;
	readonly call?: Forgetful;
}) {
	const taken = createExport(() => props.entries.filter(({ state }) => state === 'committed'), {
		read: makeReadTurns((path, init) => fetch(path, init)),
		copy: (text) => copyText(navigator.clipboard, text),
		save: (name, text) => saveText(document, name, text),
		now: Date.now,
	});
	const words = () => {
		const outcome = taken.outcome();
		return outcome === null ? '' : exportWords[outcome];
	};
	return (
		<div class="tools">
			<Show when={props.live}>
				<LiveTools />
			</Show>
			<p aria-live="polite">{words()}</p>
			<button type="button" onClick={() => void taken.copy()}>
				Copy
			</button>
			<button type="button" onClick={() => void taken.download()}>
				Download
			</button>
			<Show when={!props.live && props.call}>{(call) => <ForgetEverything call={call()} />}</Show>
		</div>
	);
}
