import { createRoot } from 'solid-js';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ConversationView, Turn } from '../../../functions/protocol/conversation.ts';
import type { TokenResponse } from '../../../functions/protocol/token.ts';
import type { Answer } from '../api/answer.ts';
import type { Api } from '../api/api.ts';
import { makeBeginning } from '../begin/begin.ts';
import type { Capture } from '../microphone/capture.ts';
import type { Permission } from '../microphone/permission.ts';
import { makeSession } from '../session/session.ts';
import { openBrowser } from '../tabs/testing.ts';
import type { TalkOptions } from '../talk/create-talk.ts';
import { makeTracing } from '../trace/tracing.ts';
import { createCall } from './create-call.ts';

const turn: Turn = { id: 'a', role: 'agent', text: 'Hello.', at: 1 };
const view: ConversationView = { phase: 'empty', room: null, turns: [], cursor: null };
const knows = (more: Partial<ConversationView>): Answer<ConversationView> => ({
	outcome: 'answered',
	value: { ...view, ...more },
});
const grant: TokenResponse = {
	server_url: '',
	participant_token: '',
	room_name: 'r1',
	participant_name: '',
	lifecycle: 'persistent',
	conversation: view,
};
const session = () => makeSession(() => sessionStorage);
const settle = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => sessionStorage.clear());

interface Setting {
	readonly permission?: Permission;
	readonly conversation?: Answer<ConversationView>;
	/** A part of the page does not load. */
	readonly broken?: 'beginning' | 'talk';
	/** The part with LiveKit loads no sooner than this. */
	readonly arrival?: Promise<void>;
	/** The tabs of one browser share it. */
	readonly browser?: ReturnType<typeof openBrowser>;
	/** The answer to a request for a token. */
	readonly token?: Promise<Answer<TokenResponse>>;
}

function open(setting: Setting = {}) {
	const {
		permission = 'granted',
		conversation = { outcome: 'unreachable' },
		broken,
		arrival,
		browser = openBrowser(),
	} = setting;
	const { tabs } = browser.openTab('');
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
		token: vi.fn(async (): Promise<Answer<TokenResponse>> => {
			order.push('token');
			traces.push(tracing.trace());
			return setting.token ?? { outcome: 'unreachable' };
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
		await arrival;
		if (broken === 'talk') throw new TypeError('Failed to fetch dynamically imported module');
		return { startTalk: (options: TalkOptions) => talks.push(options) };
	});
	const beginning = makeBeginning({ tabs, api, capture, permission: async () => permission });
	const loadBeginning = async () => {
		if (broken === 'beginning') throw new TypeError('Failed to fetch dynamically imported module');
		return beginning;
	};
	const call = createRoot(() =>
		createCall({ lookUp: api.conversation, session: session(), tracing, loadBeginning, loadTalk }),
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
		for (const broken of ['beginning', 'talk'] as const) {
			const { call } = open({ broken });
			call.start();
			await settle();
			expect(call.phase()).toBe('failed');
			expect(call.alert()).toMatch(/reload the page/i);
		}
	});

	it('says within three seconds that a part of the page is still on its way, until it is there', async () => {
		vi.useFakeTimers();
		onTestFinished(() => void vi.useRealTimers());
		let arrive = () => {};
		const { call } = open({
			arrival: new Promise((resolve) => {
				arrive = resolve;
			}),
		});
		call.start();
		await vi.advanceTimersByTimeAsync(2_400);
		expect(call.alert()).toBeNull();
		await vi.advanceTimersByTimeAsync(600);
		expect(call.alert()).toMatch(/still loading/);
		arrive();
		await vi.advanceTimersByTimeAsync(0);
		expect(call.alert()).toBeNull();
	});

	it('says nothing of it when it is there in time, and nothing after the end', async () => {
		vi.useFakeTimers();
		onTestFinished(() => void vi.useRealTimers());
		const quick = open();
		quick.call.start();
		const slow = open({ arrival: new Promise(() => {}) });
		slow.call.start();
		await vi.advanceTimersByTimeAsync(1_000);
		slow.call.end();
		await vi.advanceTimersByTimeAsync(10_000);
		expect([quick.call.alert(), slow.call.alert()]).toEqual([null, null]);
	});

	it('waits for as long as the API takes no call', async () => {
		const { call, talks } = open();
		call.start();
		await settle();
		talks[0]?.state.setHeld(2);
		talks[0]?.leave('fail', 'All lines are busy.');
		call.start();
		expect(call.phase()).toBe('failed');
		talks[0]?.state.setHeld(0);
		call.start();
		expect(call.phase()).toBe('starting');
	});

	it('is remembered over a reload before the API has answered', async () => {
		const { call } = open();
		call.start({ typed: true });
		await settle();
		expect(session().load().call).toEqual({ room: '', muted: false, typed: true });
		const again = open();
		again.call.resume();
		await settle();
		expect(again.call.phase()).toBe('reconnecting');
		expect(again.talks[0]).toMatchObject({ typed: true, captured: null });
		again.call.end();
		expect(session().load().call).toBeNull();
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

describe('why a call has ended', () => {
	it('is that the person ended it, or what the API says, until there is another call', async () => {
		const { call, talks } = open();
		expect(call.ended()).toBeNull();
		call.start();
		await settle();
		call.end();
		expect(call.ended()).toBe('here');
		call.start();
		expect(call.ended()).toBeNull();
		await settle();
		talks[1]?.leave('end', null, 'said_goodbye');
		expect([call.phase(), call.ended()]).toEqual(['ended', 'said_goodbye']);
	});

	it('is nothing when it has not', async () => {
		const { call, talks } = open();
		call.start();
		await settle();
		talks[0]?.leave('fail', 'It did not work.');
		expect(call.ended()).toBeNull();
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

	it('hangs up what the API opens after it', async () => {
		let answer = (_: Answer<TokenResponse>) => {};
		const token = new Promise<Answer<TokenResponse>>((resolve) => {
			answer = resolve;
		});
		const { call, api } = open({ token });
		call.start();
		await settle();
		call.end();
		expect(api.hangUp).not.toHaveBeenCalled();
		answer({ outcome: 'answered', value: { ...grant, room_name: 'late' } });
		await settle();
		expect(api.hangUp).toHaveBeenCalledExactlyOnceWith('late');
	});

	it('is waited for by the next Start', async () => {
		const { call, api, talks } = open();
		let reached = () => {};
		vi.mocked(api.hangUp).mockReturnValue(new Promise((resolve) => (reached = resolve)));
		call.start();
		await settle();
		talks[0]?.state.setRoom('r1');
		call.end();
		call.start();
		await settle();
		expect([call.phase(), vi.mocked(api.token).mock.calls.length]).toEqual(['starting', 1]);
		reached();
		await settle();
		expect(api.token).toHaveBeenCalledTimes(2);
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
		await settle();
		expect(api.hangUp).toHaveBeenCalledWith('r1');
		expect(session().load().call).toBeNull();
	});
});

describe('two tabs', () => {
	const inCall = () => session().save('call', { room: 'r1', muted: true });

	it('are one call: the second one says where it is, and has asked for nothing', async () => {
		const browser = openBrowser();
		const [one, two] = [open({ browser }), open({ browser })];
		one.call.start();
		await settle();
		two.call.start();
		await vi.waitFor(() => expect(two.call.phase()).toBe('moved'));
		expect(two.api.token).not.toHaveBeenCalled();
		expect(two.capture).not.toHaveBeenCalled();
		expect(one.call.phase()).toBe('starting');
	});

	it('move the call: the first one leaves without ending it, and the second one goes on from there', async () => {
		const browser = openBrowser();
		const [one, two] = [open({ browser }), open({ browser })];
		one.call.start();
		await settle();
		two.call.start();
		await vi.waitFor(() => expect(two.call.phase()).toBe('moved'));
		session().save('turns', [turn]);
		inCall();
		two.call.start();
		await vi.waitFor(() => expect(two.talks).toHaveLength(1));
		expect(one.call.phase()).toBe('moved');
		expect(one.talks[0]?.signal.aborted).toBe(true);
		expect(one.api.hangUp).not.toHaveBeenCalled();
		expect(two.talks[0]?.resumed).toEqual({ room: 'r1', muted: true });
		expect(two.call.entries()).toMatchObject([{ id: 'a' }]);
		one.call.start();
		await vi.waitFor(() => expect([one.call.phase(), two.call.phase()]).toEqual(['starting', 'moved']));
	});

	it('of which one is a copy: the copy is not in the call', async () => {
		const browser = openBrowser();
		inCall();
		const one = open({ browser });
		one.call.resume();
		await settle();
		const copy = open({ browser });
		copy.call.resume();
		await vi.waitFor(() => expect(copy.call.phase()).toBe('moved'));
		expect(copy.api.token).not.toHaveBeenCalled();
		expect(one.call.phase()).toBe('reconnecting');
	});

	it('of which one crashed are none: the other one returns', async () => {
		const browser = openBrowser();
		const [one, two] = [open({ browser }), open({ browser })];
		one.call.start();
		await settle();
		browser.lock.free();
		two.call.start();
		await vi.waitFor(() => expect(two.talks).toHaveLength(1));
	});

	it('say where the call is when one is opened, and offer to start when it is over', async () => {
		const browser = openBrowser();
		const one = open({ browser });
		one.call.start();
		await settle();
		const two = open({ browser, conversation: knows({ phase: 'active', turns: [turn] }) });
		two.call.resume();
		await vi.waitFor(() => expect(two.call.phase()).toBe('moved'));
		vi.mocked(two.api.conversation).mockResolvedValue(knows({ turns: [turn] }));
		one.call.end();
		await vi.waitFor(() => expect(two.call.phase()).toBe('idle'), 5_000);
		expect(two.call.open()).toBe(false);
	});

	it('do not disturb a call that was ended and begun again', async () => {
		const browser = openBrowser();
		const [one, two] = [open({ browser }), open({ browser })];
		vi.mocked(one.api.hangUp).mockReturnValue(new Promise(() => {}));
		one.call.start();
		await settle();
		one.talks[0]?.state.setRoom('r1');
		one.call.end();
		two.call.start();
		await vi.waitFor(() => expect(two.call.phase()).toBe('moved'));
		two.call.start();
		await vi.waitFor(() => expect(two.talks).toHaveLength(1), 5_000);
		expect(one.call.phase()).toBe('ended');
	});
});

describe('a conversation that is forgotten', () => {
	it('is neither shown nor kept, and the page is as if nobody had called', async () => {
		const { call, talks } = open({ conversation: knows({ turns: [turn], phase: 'grace_period' }) });
		call.start();
		await settle();
		talks[0]?.state.setTranscript((before) => ({ ...before, turns: [turn] }));
		call.end();
		session().save('turns', [turn]);
		call.forgotten();
		expect([call.phase(), call.open(), call.entries()]).toEqual(['idle', false, []]);
		expect(session().load().turns).toEqual([]);
	});
});
