/**
 * The call of this page, as much of it as there must be before anybody calls: it starts, ends and returns to a call.
 * Everything between that is a talk, which is loaded, with LiveKit, when it is wanted.
 *
 * @module
 */
import { type Accessor, createMemo, createSignal } from 'solid-js';
import type { LookUp } from '../api/conversation-door.ts';
import type { Beginning, Wish } from '../begin/begin.ts';
import type { Session } from '../session/session.ts';
import { type CallEvent, isInCall, phaseAfter } from '../state/state.ts';
import type { TalkOptions } from '../talk/create-talk.ts';
import type { Tracing } from '../trace/tracing.ts';
import { type Entry, entriesOf } from '../transcript/entries.ts';
import { type CallState, createCallState, type Ended } from './call-state.ts';

export interface CallOptions<Talk> {
	readonly lookUp: LookUp;
	readonly session: Session;
	readonly tracing: Tracing;
	/** What is loaded first: which tab has the call, and the first questions. */
	readonly loadBeginning: () => Promise<Beginning>;
	readonly loadTalk: () => Promise<{ readonly startTalk: (options: TalkOptions) => Talk }>;
}

export interface Call<Talk> extends Pick<CallState, 'phase' | 'alert' | 'ended' | 'held'> {
	readonly entries: Accessor<readonly Entry[]>;
	/** There is an open call, which Start returns to. */
	readonly open: Accessor<boolean>;
	/** What a person can do in a call, once it is loaded. */
	readonly talk: Accessor<Talk | null>;
	/** Goes on with the call that this tab was in, or else shows what there was. */
	resume(): void;
	/** @param how.typed without a microphone: nobody is asked for one */
	start(how?: Pick<Wish, 'typed'>): void;
	end(): void;
	/** The API has forgotten the conversation: nothing of it is shown or kept any more. */
	forgotten(): void;
}

/** How long the rest of the page may take before somebody wonders. Milliseconds. */
const SLOW_AFTER = 2_500;

/**
 * A page that goes has its requests broken off, in Firefox before the next document is there, and what waited for them
 * still runs: an answer that failed is believed when the page has stayed. Milliseconds.
 */
const GOES_WITHIN = 500;

const openPhases = ['starting', 'active', 'grace_period'];

export function createCall<Talk>({ lookUp, session, tracing, loadBeginning, loadTalk }: CallOptions<Talk>): Call<Talk> {
	const saved = session.load();
	const state = createCallState({ ...saved, closed: [] });
	const [open, setOpen] = createSignal(false);
	const [talk, setTalk] = createSignal<Talk | null>(null);
	let attempt = new AbortController();
	let beginning: Beginning | null = null;

	function move(event: CallEvent): boolean {
		const before = state.phase();
		return state.setPhase(phaseAfter(before, event)) !== before;
	}

	/** Null: it did not load this time. */
	async function loadOnce(): Promise<Beginning | null> {
		beginning ??= await loadBeginning().catch(() => null);
		return beginning;
	}

	function nextAttempt(): AbortSignal {
		attempt.abort();
		attempt = new AbortController();
		return attempt.signal;
	}

	/** Leaves the call, for this page: nothing of it stays on. */
	function leave(event: CallEvent, alert: string | null = null, ended: Ended | null = null): void {
		if (!move(event)) return;
		attempt.abort();
		session.clear();
		setTalk(null);
		setOpen(false);
		state.setRoom(null);
		state.setAlert(alert);
		state.setEnded(ended);
	}

	/** Not at once: a reload must find what this page has kept. */
	function fail(alert: string, signal: AbortSignal): void {
		setTimeout(() => signal.aborted || leave('fail', alert), GOES_WITHIN);
	}

	/** Another tab has the call. When none has it any more, this one offers to start. */
	async function leaveToTab(): Promise<void> {
		leave('move');
		const signal = nextAttempt();
		await beginning?.free(signal);
		if (!signal.aborted && move('clear')) void lookBack();
	}

	async function begin(wish: Wish): Promise<void> {
		const signal = nextAttempt();
		state.setAlert(null);
		state.setEnded(null);
		const slow = setTimeout(() => {
			if (!signal.aborted) state.setAlert('A part of this page is still loading. Wait, or check your connection.');
		}, SLOW_AFTER);
		const loading = loadTalk().catch(() => null);
		const loadedFirst = await loadOnce();
		const began = await loadedFirst?.begin({ ...wish, signal, state, session, tracing, leaveToTab });
		const loaded = began === null ? null : await loading;
		clearTimeout(slow);
		if (signal.aborted || began === null) return;
		if (began === undefined || loaded === null) {
			fail('A part of this page did not load. Reload the page and start again.', signal);
			return;
		}
		state.setAlert(null);
		setTalk(() =>
			loaded.startTalk({
				...began,
				state,
				session,
				tracing,
				signal,
				move,
				leave: (event, ended) => leave(event, null, ended),
				fail: (alert) => fail(alert, signal),
			}),
		);
	}

	async function lookBack(): Promise<void> {
		const { signal } = attempt;
		const answer = await lookUp(signal);
		if (answer.outcome !== 'answered' || state.phase() !== 'idle') return;
		state.setTranscript((before) => ({ ...before, turns: answer.value.turns }));
		setOpen(openPhases.includes(answer.value.phase));
		if (!open()) return;
		const loaded = await loadOnce();
		if ((await loaded?.isBusy()) === true && state.phase() === 'idle') void leaveToTab();
	}

	return {
		phase: state.phase,
		alert: state.alert,
		ended: state.ended,
		held: state.held,
		entries: createMemo(() => entriesOf(state.transcript())),
		open,
		talk,
		resume: () => {
			if (saved.call === null) {
				// Once the page stands: what a visitor waits for is the button.
				queueMicrotask(() => void lookBack());
			} else if (move('resume')) {
				tracing.begin(saved.call.trace);
				state.setRoom(saved.call.room || null);
				void begin({ resumed: saved.call, typed: false, take: false });
			}
		},
		start: ({ typed } = { typed: false }) => {
			const take = state.phase() === 'moved';
			if (state.held() > 0 || !move('start')) return;
			// Whoever loads the page again while it connects still wants the call, from the click on.
			if (!take) session.save('call', { room: '', muted: false, typed });
			tracing.begin();
			void begin({ resumed: null, typed, take });
		},
		end: () => {
			if (!isInCall(state.phase())) return;
			const room = state.room();
			// At once where that can be: another tab may begin as soon as this one has left.
			if (beginning !== null) beginning.hangUp(room);
			else void loadOnce().then((loaded) => loaded?.hangUp(room));
			leave('end', null, 'here');
		},
		forgotten: () => {
			session.clear();
			setOpen(false);
			state.forget();
			move('clear');
		},
	};
}
