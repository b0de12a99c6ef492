/**
 * The call of this page, as much of it as there must be before anybody calls: it starts, ends and returns to a call.
 * Everything between that is a talk, which is loaded, with LiveKit, when it is wanted.
 *
 * @module
 */
import { type Accessor, createMemo, createSignal } from 'solid-js';
import type { Api } from '../api/api.ts';
import type { Capture, Permission } from '../microphone/capture.ts';
import type { Session } from '../session/session.ts';
import { type CallEvent, phaseAfter } from '../state/state.ts';
import type { TalkOptions } from '../talk/create-talk.ts';
import type { Tracing } from '../trace/tracing.ts';
import { type Entry, entriesOf } from '../transcript/entries.ts';
import { type CallState, createCallState } from './call-state.ts';

export interface CallOptions<Talk> {
	readonly api: Api;
	readonly session: Session;
	readonly tracing: Tracing;
	/** Captures the microphone until the signal is aborted. */
	readonly capture: (signal: AbortSignal) => Promise<Capture>;
	readonly permission: () => Promise<Permission>;
	readonly loadTalk: () => Promise<{ readonly startTalk: (options: TalkOptions) => Talk }>;
}

export interface Call<Talk> extends Pick<CallState, 'phase' | 'alert'> {
	readonly entries: Accessor<readonly Entry[]>;
	/** There is an open call, which Start returns to. */
	readonly open: Accessor<boolean>;
	/** What a person can do in a call, once it is loaded. */
	readonly talk: Accessor<Talk | null>;
	/** Goes on with the call that this tab was in, or else shows what there was. */
	resume(): void;
	start(): void;
	end(): void;
}

const openPhases = ['starting', 'active', 'grace_period'];

export function createCall<Talk>({
	api,
	session,
	tracing,
	capture,
	permission,
	loadTalk,
}: CallOptions<Talk>): Call<Talk> {
	const saved = session.load();
	const state = createCallState({ ...saved, closed: [] });
	const [open, setOpen] = createSignal(false);
	const [talk, setTalk] = createSignal<Talk | null>(null);
	let attempt = new AbortController();

	function move(event: CallEvent): boolean {
		const before = state.phase();
		return state.setPhase(phaseAfter(before, event)) !== before;
	}

	/** Leaves the call, for this page: nothing of it stays on. */
	function leave(event: CallEvent, alert: string | null = null): void {
		if (!move(event)) return;
		attempt.abort();
		session.clear();
		setTalk(null);
		setOpen(false);
		state.setRoom(null);
		state.setAlert(alert);
	}

	/** @param resumed the call that a reload returns to, `null` for a new start */
	async function begin(resumed: typeof saved.call): Promise<void> {
		attempt = new AbortController();
		const { signal } = attempt;
		state.setAlert(null);
		const loading = loadTalk().catch(() => null);
		const permitted = await permission();
		if (signal.aborted) return;
		// A reload asks nobody for the microphone: that question needs a reason on the screen.
		const captured = resumed === null || permitted === 'granted' ? capture(signal) : null;
		// While the browser asks, the call waits: no room is opened for somebody who is still reading.
		const decided = resumed === null && permitted === 'prompt' ? captured : null;
		const first = Promise.resolve(decided).then(() => api.token(signal));
		const loaded = await loading;
		if (signal.aborted) return;
		if (loaded === null) {
			leave('fail', 'A part of this page did not load. Reload the page and start again.');
			return;
		}
		setTalk(() =>
			loaded.startTalk({ state, session, tracing, api, signal, first, captured, capture, resumed, move, leave }),
		);
	}

	async function lookBack(): Promise<void> {
		const { signal } = attempt;
		const answer = await api.conversation(signal);
		if (answer.outcome !== 'answered' || state.phase() !== 'idle') return;
		state.setTranscript((before) => ({ ...before, turns: answer.value.turns }));
		setOpen(openPhases.includes(answer.value.phase));
	}

	return {
		phase: state.phase,
		alert: state.alert,
		entries: createMemo(() => entriesOf(state.transcript())),
		open,
		talk,
		resume: () => {
			if (saved.call === null) {
				void lookBack();
			} else if (move('resume')) {
				tracing.begin(saved.call.trace);
				state.setRoom(saved.call.room);
				void begin(saved.call);
			}
		},
		start: () => {
			if (!move('start')) return;
			tracing.begin();
			void begin(null);
		},
		end: () => {
			const room = state.room();
			if (room !== null) void api.hangUp(room);
			leave('end');
		},
	};
}
