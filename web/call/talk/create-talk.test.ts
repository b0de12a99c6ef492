import { createRoot } from 'solid-js';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Turn } from '../../../functions/protocol/conversation.ts';
import type { Lifecycle } from '../../../functions/protocol/token.ts';
import { createCallState } from '../call/call-state.ts';
import { quietSound } from '../devices/testing.ts';
import type { Report } from '../live/report.ts';
import { missing, present } from '../presence/testing.ts';
import { makeSession } from '../session/session.ts';
import { makeTracing } from '../trace/tracing.ts';
import type { Transcript } from '../transcript/transcript.ts';
import { createTalk, type TalkMeans, type TalkOptions } from './create-talk.ts';

const turn = (id: string, more: Partial<Turn> = {}): Turn => ({ id, role: 'agent', text: id, at: 1, ...more });
const caption = { segment: 's', role: 'agent', speaker: 'agent-1', text: '12345', at: 2 } as const;
const TYPED = 'm_0123456789abcdef';
const there = (sid: string): Report => ({
	type: 'presence',
	presence: present('listening', { sid }),
});
const session = makeSession(() => sessionStorage);
const tracing = makeTracing(fetch, (bytes) => new Uint8Array(bytes).fill(1));
const trace = tracing.trace();

let over = new AbortController();
beforeEach(() => {
	sessionStorage.clear();
	over = new AbortController();
});
afterEach(() => over.abort());

function begin({
	transcript = {},
	resumed = null,
	typed = false,
}: {
	transcript?: Partial<Transcript>;
	resumed?: TalkOptions['resumed'];
	typed?: boolean;
} = {}) {
	const state = createRoot(() => createCallState({ turns: [], captions: [], messages: [], closed: [], ...transcript }));
	const live = { wake: vi.fn(), microphoneChanged: vi.fn(), tryAgain: vi.fn(), hear: vi.fn(async () => {}) };
	const means: Parameters<TalkMeans['makeLive']>[0][] = [];
	const page = new EventTarget();
	const hangUpInPassing = vi.fn();
	const move = vi.fn();
	const leave = vi.fn();
	const fail = vi.fn();
	const talk = createTalk(
		{
			state,
			session,
			tracing,
			signal: over.signal,
			api: {
				token: async () => ({ outcome: 'unreachable' }),
				conversation: async () => ({ outcome: 'unreachable' }),
				hangUp: async () => {},
			},
			first: Promise.resolve({ outcome: 'unreachable' }),
			typed,
			alone: true,
			captured: null,
			capture: async () => ({ outcome: 'refused', error: 'NotAllowedError' }),
			resumed,
			move,
			leave,
			fail,
		},
		{
			makeLive: (options) => {
				means.push(options);
				return live;
			},
			createSound: () => quietSound,
			newMessage: (text) => ({ id: TYPED, text, at: 3 }),
			failureWords: ({ why }) => `failed: ${why}`,
			page,
			isOnline: () => true,
			now: () => Date.now(),
			hangUpInPassing,
		},
	);
	const [options] = means;
	if (options === undefined) throw new Error('a talk makes its live call at once');
	return { talk, state, live, options, report: options.report, move, leave, fail, page, hangUpInPassing };
}

const grant = (turns: readonly Turn[], lifecycle: Lifecycle = 'persistent'): Report => ({
	type: 'granted',
	grant: {
		server_url: '',
		participant_token: 'secret',
		room_name: 'r1',
		participant_name: '',
		lifecycle,
		conversation: { phase: 'active', room: 'r1', turns: [...turns], cursor: null },
	},
});

describe('what is saved for a reload', () => {
	it('is the room, the trace of the call, what was said, what is being said, and what was typed', () => {
		const { talk, report } = begin();
		report(grant([turn('a')]));
		report({ type: 'caption', caption });
		talk.type('hello');
		expect(session.load()).toEqual({
			call: { room: 'r1', muted: false, trace },
			turns: [turn('a')],
			captions: [caption],
			messages: [{ id: TYPED, text: 'hello', at: 3 }],
		});
	});

	it('is what was typed after a reload, before the API has let the page in again', () => {
		const { talk } = begin({ resumed: { room: 'r1', muted: false } });
		talk.type('hello');
		expect(session.load().messages).toHaveLength(1);
	});

	it('is not the token', () => {
		const { report } = begin();
		report(grant([]));
		expect(JSON.stringify({ ...sessionStorage })).not.toContain('secret');
	});

	it('keeps that the microphone was muted while nobody is asked for it', () => {
		const { report } = begin({ resumed: { room: 'r1', muted: true } });
		report(grant([]));
		expect(session.load().call).toEqual({ room: 'r1', muted: true, trace });
	});

	it('is that nobody was asked for the microphone, until somebody asks for it', () => {
		const { report, talk } = begin({ typed: true });
		report(grant([]));
		expect(session.load().call).toEqual({ room: 'r1', muted: false, typed: true, trace });
		talk.toggleMicrophone();
		expect(session.load().call).toEqual({ room: 'r1', muted: false, trace });
	});

	it('is left alone when the call is over', () => {
		const { report, talk } = begin();
		report(grant([]));
		over.abort();
		session.clear();
		talk.type('late');
		expect(session.load().messages).toEqual([]);
	});
});

describe('a fresh call, which a reload does not return to', () => {
	const NOTHING = { call: null, turns: [], captions: [], messages: [] };
	const goes = new Event('pagehide');

	it('keeps nothing, before and after it is known to be one', () => {
		const { talk, report } = begin();
		talk.type('early');
		expect(session.load()).toEqual(NOTHING);
		report(grant([turn('a')], 'fresh'));
		report({ type: 'caption', caption });
		talk.type('hello');
		expect(session.load()).toEqual(NOTHING);
		expect(sessionStorage.length).toBe(0);
	});

	it('keeps nothing of the call that was returned to, when calls have become fresh since', () => {
		session.save('call', { room: 'r1', muted: false });
		const { report } = begin({ resumed: { room: 'r1', muted: false } });
		report(grant([turn('a')], 'fresh'));
		expect(sessionStorage.length).toBe(0);
	});

	it('is hung up once when the page goes, and has ended when the browser brings the page back', () => {
		const { report, page, hangUpInPassing, leave } = begin();
		leave.mockImplementation(() => over.abort());
		report(grant([], 'fresh'));
		page.dispatchEvent(goes);
		page.dispatchEvent(goes);
		expect(hangUpInPassing).toHaveBeenCalledExactlyOnceWith('r1');
		expect(leave).toHaveBeenCalledExactlyOnceWith('end', 'fresh_start');
	});

	it('is not hung up again after the person has', () => {
		const { report, page, hangUpInPassing } = begin();
		report(grant([], 'fresh'));
		over.abort();
		page.dispatchEvent(goes);
		expect(hangUpInPassing).not.toHaveBeenCalled();
	});

	it('is the only one that ends when the page goes', () => {
		const { report, page, hangUpInPassing, leave } = begin();
		page.dispatchEvent(goes);
		report(grant([]));
		page.dispatchEvent(goes);
		expect(hangUpInPassing).not.toHaveBeenCalled();
		expect(leave).not.toHaveBeenCalled();
	});
});

describe('a missing agent', () => {
	it('is waited for until the API says otherwise', () => {
		const { talk, report } = begin();
		expect(talk.search()).toBe('unknown');
		report({ type: 'search', search: 'unavailable' });
		expect(talk.search()).toBe('unavailable');
	});

	it('is asked for again when the person says so', () => {
		const { talk, live } = begin();
		talk.tryAgain();
		expect(live.tryAgain).toHaveBeenCalledTimes(1);
	});
});

describe('a typed message', () => {
	it('is on the page at once, pending until its turn is there', () => {
		const { talk, report, options, live } = begin();
		talk.type('hello');
		expect(options.pending()).toHaveLength(1);
		expect(live.wake).toHaveBeenCalled();
		report({ type: 'turn', turn: turn('other', { role: 'user' }) });
		expect(options.pending()).toHaveLength(1);
		report({ type: 'turn', turn: turn(TYPED, { role: 'user' }) });
		expect(options.pending()).toEqual([]);
	});

	it('that was not acknowledged before a reload is pending after it', () => {
		const { options } = begin({ transcript: { messages: [{ id: TYPED, text: 'hello', at: 3 }] } });
		expect(options.pending()).toHaveLength(1);
	});

	it('that the history knows after a reload is not sent again', () => {
		const { options, report } = begin({ transcript: { messages: [{ id: TYPED, text: 'hello', at: 3 }] } });
		report(grant([turn(TYPED, { role: 'user' })]));
		expect(options.pending()).toEqual([]);
	});
});

describe('what the agent goes on from', () => {
	it('is what the page shows, in a call that begins', () => {
		const { options, report } = begin();
		report(grant([turn('a')]));
		expect(options.hears()).toEqual({ turn: 'a', shown: 0 });
	});

	it('is what the page showed before a reload, whatever came since', () => {
		const shown = { turns: [turn('a')], captions: [caption] };
		const { options, report } = begin({ transcript: shown, resumed: { room: 'r1', muted: false } });
		report(grant([turn('a'), turn('b', { text: '1234567', at: 2 })]));
		expect(options.hears()).toEqual({ turn: 'a', shown: 5 });
		report({ type: 'heard' });
		expect(options.hears()).toEqual({ turn: 'b', shown: 0 });
	});

	it('is what was heard until the sound was lost', () => {
		const { options, report } = begin();
		report({ type: 'turn', turn: turn('a') });
		report({ type: 'dropped', silent: true });
		report({ type: 'turn', turn: turn('b') });
		report({ type: 'dropped', silent: true });
		expect(options.hears()).toEqual({ turn: 'a', shown: 0 });
		report({ type: 'heard' });
		expect(options.hears()).toEqual({ turn: 'b', shown: 0 });
	});

	it('is not frozen while only the signalling is lost', () => {
		const { options, report } = begin();
		report({ type: 'dropped', silent: false });
		report({ type: 'turn', turn: turn('b') });
		expect(options.hears()).toEqual({ turn: 'b', shown: 0 });
	});

	it('is what the agent that died had said', () => {
		const { options, report } = begin();
		report(there('PA_1'));
		report({ type: 'turn', turn: turn('a') });
		report({ type: 'presence', presence: missing('waiting', 'agent-1') });
		report({ type: 'turn', turn: turn('b') });
		report(there('PA_2'));
		expect(options.hears()).toEqual({ turn: 'a', shown: 0 });
	});
});

describe('news of the room', () => {
	it('move the call', () => {
		const { report, move, leave } = begin();
		report({ type: 'connected' });
		report({ type: 'dropped', silent: false });
		expect(move.mock.calls).toEqual([['connect'], ['drop']]);
		expect(leave).not.toHaveBeenCalled();
	});

	it('end it here', () => {
		const { report, leave, fail } = begin();
		report({ type: 'moved' });
		report({ type: 'ended', reason: 'said_goodbye' });
		report({ type: 'ended', reason: null });
		report({ type: 'failed', failure: { why: 'room_unreachable' } });
		expect(leave.mock.calls).toEqual([['move'], ['end', 'said_goodbye'], ['end', 'unknown']]);
		expect(fail.mock.calls).toEqual([['failed: room_unreachable']]);
	});

	it('and leave nothing on the page when the conversation was forgotten', () => {
		const { report, state } = begin({ transcript: { turns: [turn('a')] } });
		report({ type: 'ended', reason: 'said_goodbye' });
		expect(state.transcript().turns).toHaveLength(1);
		report({ type: 'ended', reason: 'forgotten' });
		expect(state.transcript().turns).toEqual([]);
	});

	it('hold Start back for as long as the API takes no call, and let it go by itself', async () => {
		vi.useFakeTimers();
		onTestFinished(() => void vi.useRealTimers());
		const { report, state, fail } = begin();
		fail.mockImplementation(() => over.abort());
		const why = { why: 'refused', code: 'too_many_calls', detail: null } as const;
		report({ type: 'failed', failure: { ...why, retryAfter: 2_000 } });
		expect(state.held()).toBe(2);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(state.held()).toBe(1);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(state.held()).toBe(0);
	});

	it('hold nobody back from a start that the API says nothing of', () => {
		const { report, state } = begin();
		report({ type: 'failed', failure: { why: 'api_unreachable' } });
		expect(state.held()).toBe(0);
	});

	it('are no news any more when the call is over', () => {
		const { report, state, move } = begin();
		over.abort();
		report({ type: 'connected' });
		report({ type: 'turn', turn: turn('a') });
		expect(move).not.toHaveBeenCalled();
		expect(state.transcript().turns).toEqual([]);
	});
});

describe('a page that is kept silent', () => {
	it('hears by a click on what there is to click', async () => {
		const { talk, report, live } = begin();
		talk.toggleMicrophone();
		expect(live.hear).not.toHaveBeenCalled();
		report({ type: 'sound', blocked: true });
		expect(talk.silenced()).toBe(true);
		talk.hear();
		talk.toggleMicrophone();
		expect(live.hear).toHaveBeenCalledTimes(2);
	});
});
