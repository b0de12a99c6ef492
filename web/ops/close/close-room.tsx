import { createEffect, createMemo, createSignal, on } from 'solid-js';
import type { CloseResponse } from '../../../functions/protocol/operator.ts';
import type { Answer } from '../../call/api/answer.ts';
import type { OperatorApi } from '../api/operator-api.ts';
import { whyFailing } from '../poll/create-feed.ts';
import { failingWords } from '../words/failing-words.ts';
import './close-room.css';

interface CloseProps {
	readonly room: string;
	readonly api: Pick<OperatorApi, 'close'>;
	/** Something has changed. */
	readonly onClosed: () => void;
}

/** Closes a call, after a question that names it. */
export function CloseRoom(props: CloseProps) {
	const [said, setSaid] = createSignal('');
	const [isAsking, setAsking] = createSignal(false);
	let dialog: HTMLDialogElement | undefined;
	const room = createMemo(() => props.room);
	createEffect(
		on(
			room,
			() => {
				dialog?.close();
				setSaid('');
			},
			{ defer: true },
		),
	);
	async function close(): Promise<void> {
		const asked = room();
		dialog?.close();
		setAsking(true);
		const answer = await props.api.close(asked);
		setAsking(false);
		if (asked === room()) setSaid(wordsOf(answer));
		props.onClosed();
	}
	return (
		<>
			<button type="button" class="small end" disabled={isAsking()} onClick={() => dialog?.showModal()}>
				Close this call
			</button>
			<p role="status" class="hint">
				{said()}
			</p>
			<dialog
				class="close-room"
				aria-label="Close this call?"
				ref={(element) => {
					dialog = element;
				}}
			>
				<h2>Close this call?</h2>
				<p>
					Its people hear that the call has ended, and its agent leaves: <code>{props.room}</code>
				</p>
				<div class="row">
					<button type="button" onClick={() => dialog?.close()}>
						Keep it
					</button>
					<button type="button" class="end" onClick={() => void close()}>
						Close the call
					</button>
				</div>
			</dialog>
		</>
	);
}

function wordsOf(answer: Answer<CloseResponse>): string {
	if (answer.outcome === 'answered')
		return answer.value.outcome === 'closed' ? 'It was closed.' : 'It had been closed already.';
	if (answer.outcome === 'refused' && answer.status === 404) return 'No such room was ever open.';
	return `It was not closed, as far as is known. ${failingWords[whyFailing(answer) ?? 'refused']}`;
}
