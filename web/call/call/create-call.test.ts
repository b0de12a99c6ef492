import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { fails, knows, open, session, settle, turn } from './testing.ts';

beforeEach(() => sessionStorage.clear());

/** A call whose talk has begun; from here on nothing is late until a test says so. */
async function startAndStopTheClock() {
	const opened = open();
	opened.call.start();
	await settle();
	vi.useFakeTimers({ toFake: ['setTimeout'] });
	onTestFinished(() => void vi.useRealTimers());
	return opened;
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
		await fails(talks[0], call, 'It did not work.');
		call.start();
		await settle();
		expect(traces).toHaveLength(2);
		expect(traces[0]).not.toBe(traces[1]);
	});

	it('says so when the page itself is not complete', async () => {
		for (const broken of ['beginning', 'talk'] as const) {
			const { call } = open({ broken });
			call.start();
			await vi.waitFor(() => expect(call.phase()).toBe('failed'));
			expect(call.alert()).toMatch(/reload the page/i);
		}
	});

	it('keeps the call when it fails because the page goes, as a reload breaks off what was asked for', async () => {
		const { call, talks } = await startAndStopTheClock();
		talks[0]?.fail('The API does not answer.');
		expect(session().load().call).not.toBeNull();
		vi.runAllTimers();
		expect([call.phase(), call.alert()]).toEqual(['failed', 'The API does not answer.']);
		expect(session().load().call).toBeNull();
	});

	it('is not given up by the failure of a call before it', async () => {
		const { call, talks } = await startAndStopTheClock();
		talks[0]?.fail('The API does not answer.');
		call.end();
		call.start();
		vi.runAllTimers();
		expect(call.phase()).toBe('starting');
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
		await fails(talks[0], call, 'All lines are busy.');
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
		await fails(talks[0], call, 'It did not work.');
		expect([call.phase(), call.alert()]).toEqual(['failed', 'It did not work.']);
		call.start();
		expect([call.phase(), call.alert()]).toEqual(['starting', null]);
		await settle();
		expect(talks).toHaveLength(2);
	});
});
