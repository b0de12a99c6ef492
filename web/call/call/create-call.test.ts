import { createRoot } from 'solid-js';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConversationView, Turn } from '../../../functions/protocol/conversation.ts';
import type { Answer } from '../api/answer.ts';
import type { Api } from '../api/api.ts';
import type { Capture, Permission } from '../microphone/capture.ts';
import { makeSession } from '../session/session.ts';
import type { TalkOptions } from '../talk/create-talk.ts';
import { makeTracing } from '../trace/tracing.ts';
import { createCall } from './create-call.ts';

const turn: Turn = { id: 'a', role: 'agent', text: 'Hello.', at: 1 };
const view: ConversationView = { phase: 'empty', room: null, turns: [], cursor: null };
const knows = (more: Partial<ConversationView>): Answer<ConversationView> => ({
	outcome: 'answered',
	value: { ...view, ...more },
});
const session = () => makeSession(() => sessionStorage);
const settle = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => sessionStorage.clear());

interface Setting {
	readonly permission?: Permission;
	readonly conversation?: Answer<ConversationView>;
	/** The part with LiveKit does not load. */
	readonly broken?: boolean;
}

function open({ permission = 'granted', conversation = { outcome: 'unreachable' }, broken = false }: Setting = {}) {
	const order: string[] = [];
	let seed = 0;
	const tracing = makeTracing(fetch, (bytes) => new Uint8Array(bytes).fill(++seed));
	/** Of the requests for a token. */
	const traces: string[] = [];
	const talks: TalkOptions[] = [];
	let decide = (_: Capture) => {};
	const decision = new Promise<Capture>((resolve) => {
		decide = resolve;
	});
	const api: Api = {
		token: vi.fn(async () => {
			order.push('token');
			traces.push(tracing.trace());
			return { outcome: 'unreachable' } as const;
		}),
		conversation: vi.fn(async () => conversation),
		hangUp: vi.fn(async () => {}),
	};
	const capture = vi.fn((_: AbortSignal) => {
		order.push('microphone');
		return decision;
	});
	const loadTalk = vi.fn(async () => {
		order.push('talk');
		if (broken) throw new TypeError('Failed to fetch dynamically imported module');
		return { startTalk: (options: TalkOptions) => talks.push(options) };
	});
	const call = createRoot(() =>
		createCall({ api, session: session(), tracing, capture, permission: async () => permission, loadTalk }),
	);
	return { call, api, capture, loadTalk, order, talks, traces, decide };
}

describe('a page that is opened', () => {
	it('loads nothing of LiveKit and asks for no microphone', async () => {
		const { call, loadTalk, capture } = open();
		call.resume();
		await settle();
		expect(call.phase()).toBe('idle');
		expect(loadTalk).not.toHaveBeenCalled();
		expect(capture).not.toHaveBeenCalled();
	});

	it('shows what was said before, and that the call is open', async () => {
		const { call } = open({ conversation: knows({ turns: [turn], phase: 'grace_period' }) });
		call.resume();
		await settle();
		expect(call.entries()).toMatchObject([{ id: 'a', state: 'committed' }]);
		expect(call.open()).toBe(true);
	});

	it('does not call a call open that is being closed', async () => {
		const { call } = open({ conversation: knows({ turns: [turn], phase: 'closing' }) });
		call.resume();
		await settle();
		expect(call.open()).toBe(false);
	});

	it('can start a call although nobody knows what was before', async () => {
		const { call, talks } = open();
		call.resume();
		call.start();
		await settle();
		expect(talks).toHaveLength(1);
	});

	it('loads nothing of a call before somebody starts one', async () => {
		const { call, loadTalk } = open();
		call.resume();
		await settle();
		expect(loadTalk).not.toHaveBeenCalled();
		call.start();
		expect(loadTalk).toHaveBeenCalledTimes(1);
	});
});

describe('Start', () => {
	it('does everything side by side when the microphone is allowed', async () => {
		const { call, order } = open();
		call.start();
		await settle();
		expect(order).toEqual(['talk', 'microphone', 'token']);
	});

	it('opens no room while the browser asks about the microphone', async () => {
		const { call, order, decide } = open({ permission: 'prompt' });
		call.start();
		await settle();
		expect(order).toEqual(['talk', 'microphone']);
		decide({ outcome: 'refused', error: 'NotAllowedError' });
		await settle();
		expect(order).toEqual(['talk', 'microphone', 'token']);
	});

	it('starts one call, however often it is clicked', async () => {
		const { call, talks, capture } = open();
		call.start();
		call.start();
		await settle();
		expect(talks).toHaveLength(1);
		expect(capture).toHaveBeenCalledTimes(1);
	});

	it('begins a trace with each click', async () => {
		const { call, talks, traces } = open();
		call.start();
		await settle();
		talks[0]?.leave('fail', 'It did not work.');
		call.start();
		await settle();
		expect(traces).toHaveLength(2);
		expect(traces[0]).not.toBe(traces[1]);
	});

	it('says so when the page itself is not complete', async () => {
		const { call } = open({ broken: true });
		call.start();
		await settle();
		expect(call.phase()).toBe('failed');
		expect(call.alert()).toMatch(/reload the page/i);
	});

	it('can be pressed again after a failure, and the old failure is gone', async () => {
		const { call, talks } = open();
		call.start();
		await settle();
		talks[0]?.leave('fail', 'It did not work.');
		expect([call.phase(), call.alert()]).toEqual(['failed', 'It did not work.']);
		call.start();
		expect([call.phase(), call.alert()]).toEqual(['starting', null]);
		await settle();
		expect(talks).toHaveLength(2);
	});
});

describe('End', () => {
	it('hangs up, lets go of the microphone and forgets the session', async () => {
		const { call, api, talks } = open();
		call.start();
		await settle();
		talks[0]?.state.setRoom('r1');
		session().save('call', { room: 'r1', muted: false });
		call.end();
		expect(api.hangUp).toHaveBeenCalledExactlyOnceWith('r1');
		expect(talks[0]?.signal.aborted).toBe(true);
		expect(session().load().call).toBeNull();
		expect([call.phase(), call.talk()]).toEqual(['ended', null]);
	});

	it('leaves the transcript on the page', async () => {
		const { call, talks } = open();
		call.start();
		await settle();
		talks[0]?.state.setTranscript((before) => ({ ...before, turns: [turn] }));
		call.end();
		expect(call.entries()).toHaveLength(1);
	});

	it('while the call begins stops it: nothing starts afterwards', async () => {
		const { call, talks, capture } = open();
		call.start();
		call.end();
		await settle();
		expect(talks).toHaveLength(0);
		expect(capture.mock.calls.every(([signal]) => signal.aborted)).toBe(true);
		expect(call.phase()).toBe('ended');
	});

	it('without a call does nothing', () => {
		const { call, api } = open();
		call.end();
		expect(call.phase()).toBe('idle');
		expect(api.hangUp).not.toHaveBeenCalled();
	});
});

describe('a page that is loaded again in a call', () => {
	const trace = '0af7651916cd43dd8448eb211c80319c';
	const inCall = (muted = false) => {
		session().save('call', { room: 'r1', muted, trace });
		session().save('turns', [turn]);
	};

	it('shows what was said before anybody has answered', () => {
		inCall();
		const { call } = open();
		call.resume();
		expect(call.phase()).toBe('reconnecting');
		expect(call.entries()).toMatchObject([{ id: 'a' }]);
	});

	it('returns to its room, muted if it was', async () => {
		inCall(true);
		const { call, talks, order } = open();
		call.resume();
		await settle();
		expect(order).toEqual(['talk', 'microphone', 'token']);
		expect(talks[0]?.resumed).toEqual({ room: 'r1', muted: true, trace });
	});

	it('goes on with the trace of its call', async () => {
		inCall();
		const { call, traces } = open();
		call.resume();
		await settle();
		expect(traces).toEqual([trace]);
	});

	it('asks nobody for the microphone, and does not wait for it', async () => {
		inCall();
		const { call, talks, capture, order } = open({ permission: 'prompt' });
		call.resume();
		await settle();
		expect(capture).not.toHaveBeenCalled();
		expect(order).toEqual(['talk', 'token']);
		expect(talks[0]?.captured).toBeNull();
	});

	it('can still end its call before it is back', async () => {
		inCall();
		const { call, api } = open();
		call.resume();
		call.end();
		expect(api.hangUp).toHaveBeenCalledWith('r1');
		expect(session().load().call).toBeNull();
	});
});
