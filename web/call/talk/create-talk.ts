/**
 * A call while it lasts: microphone, typed messages, and what comes out of the room.
 *
 * @module
 */
import { type Accessor, createEffect, createMemo, createRoot, createSignal } from 'solid-js';
import type { Hears } from '../../../functions/protocol/call.ts';
import type { Lifecycle } from '../../../functions/protocol/token.ts';
import type { Began } from '../begin/begin.ts';
import type { CallState, Ended } from '../call/call-state.ts';
import type { Sound, SoundOptions } from '../devices/create-sound.ts';
import type { Search } from '../dispatch/asking.ts';
import { countDown } from '../line/count-down.ts';
import { createLine, type Line } from '../line/create-line.ts';
import type { KeepOptions } from '../live/keep.ts';
import type { Live, LiveOptions } from '../live/live.ts';
import type { Report, StartFailure } from '../live/report.ts';
import type { Capture } from '../microphone/capture.ts';
import { createMicrophone, type MicrophoneState } from '../microphone/create-microphone.ts';
import type { Message } from '../outbox/outbox.ts';
import { ABSENT, agentSid, type Presence } from '../presence/presence.ts';
import type { Saved, Session } from '../session/session.ts';
import type { CallEvent } from '../state/state.ts';
import type { Tracing } from '../trace/tracing.ts';
import { captionHeard, heardOf, historyMerged, messageTyped, turnCommitted } from '../transcript/transcript.ts';

export interface TalkOptions extends Pick<KeepOptions, 'signal' | 'api' | 'first'>, Pick<Began, 'typed' | 'alone'> {
	readonly state: CallState;
	readonly session: Session;
	readonly tracing: Tracing;
	/** The first capture, which is under way; `null` when nobody was asked. */
	readonly captured: Promise<Capture> | null;
	readonly capture: (signal: AbortSignal) => Promise<Capture>;
	/** The call that a reload returns to. */
	readonly resumed: Saved['call'];
	readonly move: (event: CallEvent) => void;
	/** @param ended why the call has ended */
	readonly leave: (event: 'move' | 'end', ended?: Ended) => void;
	/** @param alert what failed, and what to do about it */
	readonly fail: (alert: string) => void;
}

/** What `createTalk` takes from outside this page. */
export interface TalkMeans {
	readonly makeLive: (options: Omit<LiveOptions, 'askForAgent' | 'outlet'>) => Live;
	readonly createSound: (options: SoundOptions) => Sound;
	readonly newMessage: (text: string) => Message;
	readonly failureWords: (failure: StartFailure) => string;
	/** The page, which says `pagehide`, `online` and `offline`. */
	readonly page: EventTarget;
	readonly isOnline: () => boolean;
	readonly now: () => number;
	/** Hangs up while the page goes. */
	readonly hangUpInPassing: (room: string) => void;
}

export interface Talk {
	readonly presence: Accessor<Presence>;
	/** What is known of the agent while none is there. */
	readonly search: Accessor<Search>;
	/** What keeps the page from its call. */
	readonly trouble: Line['trouble'];
	readonly microphone: Accessor<MicrophoneState>;
	/** Devices, volume, and what comes from the microphone. */
	readonly sound: Sound;
	/** The browser keeps the page silent until somebody clicks. */
	readonly silenced: Accessor<boolean>;
	type(text: string): void;
	toggleMicrophone(): void;
	/** Has the API try again for an agent. */
	tryAgain(): void;
	/** To be called in a click. */
	hear(): void;
}

/** Turns that are kept for a reload; the token answer brings as many. */
const TURNS_KEPT = 50;

export function createTalk(options: TalkOptions, means: TalkMeans): Talk {
	return createRoot((dispose) => {
		options.signal.addEventListener('abort', dispose);
		return talkIn(options, means);
	});
}

function talkIn(options: TalkOptions, means: TalkMeans): Talk {
	const { state, session, tracing, signal, api, first, resumed } = options;
	const [presence, setPresence] = createSignal<Presence>(ABSENT);
	const [search, setSearch] = createSignal<Search>('unknown');
	/** Known once the API has let the page in; a call that a reload returns to was kept before. */
	const [lifecycle, setLifecycle] = createSignal<Lifecycle | null>(resumed === null ? null : 'persistent');
	const [silenced, setSilenced] = createSignal(false);
	const microphone = createMicrophone(() => options.capture(signal));
	const line = createLine({
		...means,
		phase: state.phase,
		asking: () => microphone.state().status === 'asking',
	});
	let muted = resumed?.muted ?? false;
	let { typed } = options;
	/** What the person had when the sound was lost, until an agent was told. What the page shows since was not heard. */
	let heard: Hears | null = resumed === null ? null : heardOf(state.transcript());

	function receive(report: Report): void {
		line.receive(report);
		switch (report.type) {
			case 'granted':
				setLifecycle(report.grant.lifecycle);
				if (report.grant.lifecycle === 'fresh') session.clear();
				state.setRoom(report.grant.room_name);
				state.setTranscript((before) => historyMerged(before, report.grant.conversation.turns));
				break;
			case 'connected':
				options.move('connect');
				break;
			case 'dropped':
				if (report.silent) heard ??= heardOf(state.transcript());
				options.move('drop');
				break;
			case 'moved':
				options.leave('move');
				break;
			case 'ended':
				if (report.reason === 'forgotten') state.forget();
				options.leave('end', report.reason ?? 'unknown');
				break;
			case 'failed': {
				const { failure } = report;
				const wait = failure.why === 'refused' ? failure.retryAfter : null;
				if (wait !== null) countDown(wait, means.now, state.setHeld);
				options.fail(means.failureWords(failure));
				break;
			}
			case 'presence': {
				const before = agentSid(presence());
				if (before !== null && before !== agentSid(report.presence)) heard ??= heardOf(state.transcript());
				setPresence(report.presence);
				break;
			}
			case 'search':
				setSearch(report.search);
				break;
			case 'caption':
				state.setTranscript((before) => captionHeard(before, report.caption));
				break;
			case 'turn':
				state.setTranscript((before) => turnCommitted(before, report.turn));
				live.wake();
				break;
			case 'heard':
				heard = null;
				break;
			case 'sound':
				setSilenced(report.blocked);
		}
	}

	const live = means.makeLive({
		signal,
		api,
		first,
		resumed: resumed?.room ?? null,
		alone: options.alone,
		captured: options.captured === null ? Promise.resolve() : microphone.take(options.captured, muted),
		microphone: microphone.state,
		pending: () => state.transcript().messages,
		hears: () => heard ?? heardOf(state.transcript()),
		report: (report) => signal.aborted || receive(report),
	});

	const turns = createMemo(() => state.transcript().turns);
	const captions = createMemo(() => state.transcript().captions);
	const messages = createMemo(() => state.transcript().messages);
	const keep: Session['save'] = (part, value) => {
		if (lifecycle() === 'persistent') session.save(part, value);
	};
	createEffect(() => keep('turns', turns().slice(-TURNS_KEPT)));
	createEffect(() => keep('captions', captions()));
	createEffect(() => keep('messages', messages()));
	createEffect(() => {
		const { status } = microphone.state();
		if (status === 'on' || status === 'muted') muted = status === 'muted';
		// Whoever has asked for it once is no longer somebody who only types.
		typed &&= status === 'off';
		const room = state.room();
		if (room !== null) keep('call', { room, muted, ...(typed ? { typed } : {}), trace: tracing.trace() });
		live.microphoneChanged();
	});
	means.page.addEventListener(
		'pagehide',
		() => {
			const room = state.room();
			if (lifecycle() !== 'fresh' || room === null) return;
			means.hangUpInPassing(room);
			// For the person who comes back to a page that the browser has kept.
			options.leave('end', 'fresh_start');
		},
		{ signal },
	);

	const hear = () => void live.hear().catch(() => {});
	return {
		presence,
		microphone: microphone.state,
		sound: means.createSound({ microphone, presence, signal }),
		search,
		trouble: line.trouble,
		silenced,
		hear,
		tryAgain: () => live.tryAgain(),
		type: (text) => {
			state.setTranscript((before) => messageTyped(before, means.newMessage(text)));
			live.wake();
		},
		toggleMicrophone: () => {
			void microphone.toggle();
			if (silenced()) hear();
		},
	};
}
