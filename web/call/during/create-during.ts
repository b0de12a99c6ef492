/**
 * What a call has beside talking, as much of it as there must be at once. The rest is loaded when somebody is connected.
 *
 * @module
 */
import { type Accessor, createEffect, createRoot, createSignal } from 'solid-js';
import { createLateness, type TranscriptState } from '../outbox/create-lateness.ts';
import type { Clock } from '../outbox/delivery.ts';
import type { DeliveryWords } from '../outbox/late.ts';
import { createPushToTalk, type PushToTalk, type PushToTalkMeans } from '../push-to-talk/create-push-to-talk.ts';
import type { CallPhase } from '../state/state.ts';
import { keepAwake, type WakeLockMeans } from '../wake-lock/wake-lock.ts';

export interface During<Rest> {
	readonly pushToTalk: PushToTalk;
	/** `null` until it is loaded. */
	readonly rest: Accessor<Rest | null>;
}

export interface DuringOptions<Rest> extends PushToTalkMeans {
	readonly state: TranscriptState & { readonly phase: Accessor<CallPhase> };
	readonly wakeLock: WakeLockMeans['wakeLock'];
	readonly clock: Clock;
	readonly deliveryWords: DeliveryWords;
	/** Once for each connection, until it comes. */
	readonly loadRest: () => Promise<(pushToTalk: PushToTalk) => Rest>;
}

export function createDuring<Rest>(options: DuringOptions<Rest>): During<Rest> {
	return createRoot((dispose) => {
		options.signal.addEventListener('abort', dispose);
		return duringIn(options);
	});
}

function duringIn<Rest>(options: DuringOptions<Rest>): During<Rest> {
	const { signal, state, loadRest } = options;
	const [rest, setRest] = createSignal<Rest | null>(null);
	const pushToTalk = createPushToTalk(options);
	createLateness(state, options.clock, options.deliveryWords);
	keepAwake({ wakeLock: options.wakeLock, page: options.document }, signal);
	createEffect(() => {
		if (state.phase() !== 'connected') return;
		loadRest().then(
			(start) => signal.aborted || rest() !== null || setRest(() => start(pushToTalk)),
			// Not loaded: the call goes on without it.
			() => {},
		);
	});
	return { pushToTalk, rest };
}
