/**
 * From the click to the talk: what has to be asked, and in which order, while LiveKit is loaded.
 *
 * @module
 */
import type { TokenResponse } from '../../../functions/protocol/token.ts';
import type { Answer } from '../api/answer.ts';
import type { Api } from '../api/api.ts';
import type { CallState } from '../call/call-state.ts';
import type { Capture } from '../microphone/capture.ts';
import type { Permission } from '../microphone/permission.ts';
import type { Saved, Session } from '../session/session.ts';
import type { Tabs } from '../tabs/tabs.ts';
import type { Tracing } from '../trace/tracing.ts';

/** How somebody comes into a call. */
export interface Wish {
	/** The call that a reload returns to; `null` after a click. */
	readonly resumed: Saved['call'];
	/** Nobody is asked for the microphone. */
	readonly typed: boolean;
	/** Another tab may have the call, and has to leave it. */
	readonly take: boolean;
}

export interface BeginOptions extends Wish {
	/** Aborted when the call is over for this tab. */
	readonly signal: AbortSignal;
	readonly state: CallState;
	readonly session: Session;
	readonly tracing: Pick<Tracing, 'begin'>;
	/** Another tab has the call. */
	readonly leaveToTab: () => unknown;
}

/** What it takes from the browser. */
export interface BeginMeans {
	readonly tabs: Tabs;
	readonly api: Api;
	/** Captures the microphone until the signal is aborted. */
	readonly capture: (signal: AbortSignal) => Promise<Capture>;
	readonly permission: () => Promise<Permission>;
}

export interface Began extends Pick<BeginMeans, 'api' | 'capture'> {
	/** What the talk goes on from. */
	readonly resumed: Saved['call'];
	readonly typed: boolean;
	/** No other tab of this browser can be in the call. */
	readonly alone: boolean;
	/** The first capture, which is under way; `null` when nobody was asked. */
	readonly captured: Promise<Capture> | null;
	/** The answer to the first token request, which is on its way. */
	readonly first: Promise<Answer<TokenResponse>>;
}

export interface Beginning extends Pick<Tabs, 'isBusy' | 'free'> {
	/** @returns null when the call is not this tab's, or is over already */
	begin(options: BeginOptions): Promise<Began | null>;
	/**
	 * Hangs up. Whoever begins a call next, in any tab, waits for that.
	 *
	 * @param room null: it is not known yet, but may be open already
	 */
	hangUp(room: string | null): void;
}

/** A request for a token is never called off: only its answer names the room that it may have opened. */
const NEVER = new AbortController().signal;

const aborted = (signal: AbortSignal): Promise<void> =>
	new Promise((resolve) => signal.addEventListener('abort', () => resolve()));

export function makeBeginning({ tabs, api, capture, permission }: BeginMeans): Beginning {
	let first: Promise<Answer<TokenResponse>> | null = null;
	/** Settles when the end of the last call has reached the API, or cannot. */
	let finished: Promise<void> = Promise.resolve();

	/** @returns the call that it takes over; `null`: none */
	async function enter(options: BeginOptions): Promise<Saved['call'] | 'busy'> {
		const { signal, state, session, leaveToTab } = options;
		const stay = {
			signal,
			finished: () => finished,
			saved: session.load,
			lost: () => signal.aborted || leaveToTab(),
		};
		if (!options.take) return (await tabs.enter(stay)) === 'busy' ? 'busy' : options.resumed;
		const left = await tabs.take(stay);
		if (left === null || left.call === null || signal.aborted) return null;
		options.tracing.begin(left.call.trace);
		state.setRoom(left.call.room);
		state.setTranscript({ ...left, closed: [] });
		return left.call;
	}

	async function begin(options: BeginOptions): Promise<Began | null> {
		const { signal, session } = options;
		first = null;
		await finished;
		const resumed = await enter(options);
		if (signal.aborted) return null;
		if (resumed === 'busy') {
			options.leaveToTab();
			return null;
		}
		const typed = resumed?.typed ?? options.typed;
		// Whoever loads the page again while it connects still wants the call.
		if (resumed === null) session.save('call', { room: '', muted: false, typed });
		const permitted = typed ? null : await permission();
		// A reload asks nobody for the microphone: that question needs a reason on the screen.
		const asks = permitted !== null && (options.resumed === null || permitted === 'granted') && !signal.aborted;
		const captured = asks ? capture(signal) : null;
		// While the browser asks, the call waits: no room is opened for somebody who is still reading.
		const decided = permitted === 'prompt' ? Promise.race([captured, aborted(signal)]) : null;
		first = Promise.resolve(decided).then(() =>
			signal.aborted ? { outcome: 'unreachable' as const } : api.token(NEVER),
		);
		return { resumed, typed, alone: tabs.exclusive, api, capture, captured, first };
	}

	async function hangUp(room: string | null): Promise<void> {
		const asked = room === null ? await first : null;
		const named = asked?.outcome === 'answered' ? asked.value.room_name : room;
		if (named !== null) await api.hangUp(named);
	}

	return {
		begin,
		hangUp: (room) => {
			finished = hangUp(room);
		},
		isBusy: tabs.isBusy,
		free: tabs.free,
	};
}
