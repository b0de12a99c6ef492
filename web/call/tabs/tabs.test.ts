import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeTabs } from './tabs.ts';
import { openBrowser, savedIn } from './testing.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const soon = () => vi.advanceTimersByTimeAsync(10);
/** Longer than any patience. */
const later = () => vi.advanceTimersByTimeAsync(5_000);

/** Settled or not. */
function look<T>(promise: Promise<T>) {
	const seen: { value: T | 'pending' } = { value: 'pending' };
	void promise.then((value) => {
		seen.value = value;
	});
	return seen;
}

describe('a tab that begins a call', () => {
	it('has it at once when no other tab has it', async () => {
		const { openTab, lock } = openBrowser();
		const one = openTab('r1');
		const entered = look(one.tabs.enter(one.stay));
		await vi.advanceTimersByTimeAsync(0);
		expect([entered.value, lock.holders]).toEqual(['entered', 1]);
		expect(await one.tabs.isBusy()).toBe(true);
	});

	it('is told that another one has it, which keeps it', async () => {
		const { openTab, lock } = openBrowser();
		const [one, two] = [openTab('r1'), openTab('r2')];
		await one.tabs.enter(one.stay);
		const entered = look(two.tabs.enter(two.stay));
		await later();
		expect(entered.value).toBe('busy');
		expect(one.lost).not.toHaveBeenCalled();
		expect(lock.holders).toBe(1);
	});

	it('has it on a slow device too, where the browser takes longer to answer than another tab may to go', async () => {
		const { openTab, lock } = openBrowser();
		const { tabs, stay } = openTab('r1', { answersAfter: 2_000 });
		const entered = look(tabs.enter(stay));
		await vi.advanceTimersByTimeAsync(1_900);
		expect(entered.value).toBe('pending');
		await later();
		expect([entered.value, lock.holders]).toEqual(['entered', 1]);
	});

	it('waits for the page that it was before it was loaded again', async () => {
		const { openTab, lock } = openBrowser();
		const before = openTab('r1');
		await before.tabs.enter(before.stay);
		const after = openTab('r1');
		const entered = look(after.tabs.enter(after.stay));
		await vi.advanceTimersByTimeAsync(200);
		expect(entered.value).toBe('pending');
		lock.free();
		await soon();
		expect(entered.value).toBe('entered');
	});

	it('waits until the end of the last call has reached the API', async () => {
		const { openTab } = openBrowser();
		let reached = () => {};
		const one = openTab('r1', { finished: () => new Promise<void>((resolve) => (reached = resolve)) });
		await one.tabs.enter(one.stay);
		one.end();
		const two = openTab('r2');
		const entered = look(two.tabs.enter(two.stay));
		await soon();
		expect(entered.value).toBe('pending');
		reached();
		await soon();
		expect(entered.value).toBe('entered');
	});

	it('has nothing of it when it was ended before it began', async () => {
		const { openTab, lock, channels } = openBrowser();
		const [one, two] = [openTab('r1'), openTab('r2')];
		await one.tabs.enter(one.stay);
		const entered = look(two.tabs.enter(two.stay));
		two.end();
		one.end();
		await later();
		expect(entered.value).toBe('busy');
		expect([lock.holders, channels.count]).toEqual([0, 0]);
	});
});

describe('a tab that takes the call', () => {
	it('asks for it, and is given what the other one leaves', async () => {
		const { openTab, lock, channels } = openBrowser();
		const [one, two] = [openTab('r1'), openTab('r2')];
		await one.tabs.enter(one.stay);
		const taken = look(two.tabs.take(two.stay));
		await soon();
		expect(taken.value).toEqual(savedIn('r1'));
		expect(one.lost).toHaveBeenCalledTimes(1);
		expect([lock.holders, channels.count]).toEqual([1, 1]);
		expect(two.lost).not.toHaveBeenCalled();
	});

	it('can have it taken back', async () => {
		const { openTab } = openBrowser();
		const [one, two, again] = [openTab('r1'), openTab('r2'), openTab('r1')];
		await one.tabs.enter(one.stay);
		void two.tabs.take(two.stay);
		await soon();
		const taken = look(again.tabs.take(again.stay));
		await soon();
		expect(taken.value).toEqual(savedIn('r2'));
		expect(two.lost).toHaveBeenCalledTimes(1);
		expect(again.lost).not.toHaveBeenCalled();
	});

	it('steals it from one that says nothing, which is told', async () => {
		const { openTab, lock, channels } = openBrowser();
		channels.deaf = true;
		const [one, two] = [openTab('r1'), openTab('r2')];
		await one.tabs.enter(one.stay);
		const taken = look(two.tabs.take(two.stay));
		await soon();
		expect(taken.value).toBe('pending');
		await later();
		expect(taken.value).toBeNull();
		expect(one.lost).toHaveBeenCalledTimes(1);
		expect([lock.holders, two.lost.mock.calls.length]).toEqual([1, 0]);
	});

	it('has it when the other one crashes while it is asked', async () => {
		const { openTab, lock, channels } = openBrowser();
		channels.deaf = true;
		const [one, two] = [openTab('r1'), openTab('r2')];
		await one.tabs.enter(one.stay);
		const taken = look(two.tabs.take(two.stay));
		await soon();
		lock.free();
		await vi.advanceTimersByTimeAsync(300);
		expect([taken.value, lock.holders]).toEqual([null, 1]);
	});

	it('has it when the other one has ended it meanwhile', async () => {
		const { openTab, lock } = openBrowser();
		const [one, two] = [openTab('r1'), openTab('r2')];
		await one.tabs.enter(one.stay);
		one.end();
		const taken = look(two.tabs.take(two.stay));
		await vi.advanceTimersByTimeAsync(300);
		expect([taken.value, lock.holders]).toEqual([null, 1]);
	});

	it('alone has it in the end when two take it at once', async () => {
		const { openTab, lock, channels } = openBrowser();
		const [one, two, three] = [openTab('r1'), openTab('r2'), openTab('r3')];
		await one.tabs.enter(one.stay);
		const both = [look(two.tabs.take(two.stay)), look(three.tabs.take(three.stay))];
		await later();
		expect(both.map(({ value }) => value)).not.toContain('pending');
		expect(one.lost).toHaveBeenCalledTimes(1);
		expect(two.lost.mock.calls.length + three.lost.mock.calls.length).toBe(1);
		expect([lock.holders, channels.count]).toEqual([1, 1]);
	});

	it('takes nothing when it was ended while it asked', async () => {
		const { openTab, lock, channels } = openBrowser();
		channels.deaf = true;
		const [one, two] = [openTab('r1'), openTab('r2')];
		await one.tabs.enter(one.stay);
		const taken = look(two.tabs.take(two.stay));
		two.end();
		await later();
		expect(taken.value).toBeNull();
		expect(one.lost).not.toHaveBeenCalled();
		expect([lock.holders, channels.count]).toEqual([1, 1]);
	});
});

describe('a tab that waits for the end of a call elsewhere', () => {
	it('is told of it, however many wait', async () => {
		const { openTab, lock } = openBrowser();
		const [one, two, three] = [openTab('r1'), openTab('r2'), openTab('r3')];
		await one.tabs.enter(one.stay);
		const free = [look(two.tabs.free(two.stay.signal)), look(three.tabs.free(three.stay.signal))];
		await later();
		expect(free.map(({ value }) => value)).toEqual(['pending', 'pending']);
		one.end();
		await later();
		expect(free.map(({ value }) => value)).toEqual([undefined, undefined]);
		expect(lock.holders).toBe(0);
	});

	it('takes a page that is loaded again for no end, and does not stand in its way', async () => {
		const { openTab, lock } = openBrowser();
		const [one, two, again] = [openTab('r1'), openTab('r2'), openTab('r1')];
		await one.tabs.enter(one.stay);
		const free = look(two.tabs.free(two.stay.signal));
		lock.free();
		await soon();
		const entered = look(again.tabs.enter(again.stay));
		await soon();
		expect(entered.value).toBe('entered');
		await later();
		expect(free.value).toBe('pending');
		again.end();
		await later();
		expect(free.value).toBeUndefined();
	});
});

describe('a browser without locks', () => {
	it('lets each tab have the call, as if there were no others', async () => {
		const { channels, openTab } = openBrowser();
		const { stay } = openTab('r1');
		const tabs = makeTabs({ locks: undefined, openChannel: channels.openChannel, after: () => () => {} });
		expect(tabs.exclusive).toBe(false);
		expect(await tabs.enter(stay)).toBe('entered');
		expect(await tabs.take(stay)).toBeNull();
		expect(await tabs.isBusy()).toBe(false);
		expect(channels.count).toBe(0);
	});
});
