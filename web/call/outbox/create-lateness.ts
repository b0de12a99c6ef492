import { createEffect, createMemo, onCleanup } from 'solid-js';
import type { Transcript } from '../transcript/transcript.ts';
import type { Clock } from './delivery.ts';
import { type DeliveryWords, givenUp, lateOnes, nextLateAt } from './late.ts';
import type { Message } from './outbox.ts';

/** What of a call's state is looked at. */
export interface TranscriptState {
	readonly transcript: () => Transcript;
	readonly setTranscript: (change: (before: Transcript) => Transcript) => unknown;
}

/** Marks what nobody has acknowledged, until the call is over. */
export function createLateness(
	{ transcript, setTranscript }: TranscriptState,
	clock: Clock,
	words: DeliveryWords,
): void {
	const change = (to: (messages: readonly Message[]) => readonly Message[]) =>
		setTranscript((before) => {
			const messages = to(before.messages);
			return messages === before.messages ? before : { ...before, messages };
		});
	const messages = createMemo(() => transcript().messages);
	createEffect(() => {
		const next = nextLateAt(messages(), words);
		if (next === null) return;
		const look = () => change((waiting) => lateOnes(waiting, clock.now(), words));
		onCleanup(clock.after(Math.max(0, next - clock.now()), look));
	});
	onCleanup(() => change((left) => (left.length === 0 ? left : givenUp(left, words))));
}
