import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openBrowser } from '../tabs/testing.ts';
import { knows, open, session, settle, turn } from './testing.ts';

beforeEach(() => sessionStorage.clear());

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

	it('wants the call from the click on, before anything was loaded', () => {
		const { call } = open();
		call.start({ typed: true });
		expect(session().load().call).toEqual({ room: '', muted: false, typed: true });
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
