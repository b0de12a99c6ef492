import { EventEmitter } from 'node:events';
import { RoomEvent } from '@livekit/rtc-node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followRoomLife } from './room-life.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

function setUp(first: string | Promise<string>) {
	const events = new EventEmitter();
	let answer = first;
	const room = Object.assign(events, { getSid: async () => answer });
	const onKnown = vi.fn();
	const life = followRoomLife(room as unknown as Parameters<typeof followRoomLife>[0], onKnown);
	return {
		life,
		onKnown,
		emit: async (event: RoomEvent, sid: string | Promise<string> = answer) => {
			answer = sid;
			events.emit(event);
			await vi.advanceTimersByTimeAsync(0);
		},
	};
}

const never = new Promise<string>(() => {});

describe('the sid of a room', () => {
	it('is known as soon as the room is connected', async () => {
		const { life, onKnown } = setUp('RM_1');
		expect(life.sid()).toBeUndefined();
		life.start();
		expect(await life.sidWithin(1_000)).toBe('RM_1');
		expect(onKnown).toHaveBeenCalledTimes(1);
	});

	it('is not waited for when it does not come', async () => {
		const { life } = setUp(never);
		life.start();
		const sid = life.sidWithin(1_000);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(await sid).toBeUndefined();
	});

	it('is taken when it comes late', async () => {
		const { life, emit, onKnown } = setUp(never);
		life.start();
		const sid = life.sidWithin(1_000);
		await vi.advanceTimersByTimeAsync(500);
		await emit(RoomEvent.RoomSidChanged, 'RM_1');
		expect(await sid).toBe('RM_1');
		expect(onKnown).toHaveBeenCalledTimes(1);
	});

	it('is not known from a reconnect until the room says it again, changed or not', async () => {
		const { life, emit, onKnown } = setUp('RM_1');
		life.start();
		await life.sidWithin(1_000);
		for (const sid of ['RM_1', 'RM_2']) {
			await emit(RoomEvent.Reconnecting);
			await emit(RoomEvent.Reconnected);
			expect(life.sid()).toBeUndefined();
			await emit(RoomEvent.RoomUpdated, sid);
			expect(life.sid()).toBe(sid);
		}
		expect(onKnown).toHaveBeenCalledTimes(3);
	});

	it('of before a reconnect is not taken for the one after it', async () => {
		let answer = (_sid: string): void => {};
		const slow = new Promise<string>((resolve) => (answer = resolve));
		const { life, emit } = setUp(slow);
		life.start();
		await emit(RoomEvent.Reconnecting);
		answer('RM_old');
		await vi.advanceTimersByTimeAsync(0);
		expect(life.sid()).toBeUndefined();
	});

	it('is said once while it stays the same', async () => {
		const { life, emit, onKnown } = setUp('RM_1');
		life.start();
		await emit(RoomEvent.RoomUpdated);
		await emit(RoomEvent.RoomUpdated);
		expect(onKnown).toHaveBeenCalledTimes(1);
	});

	it('of a room that has gone is nobody’s error', async () => {
		const gone = Promise.reject(new Error('gone'));
		gone.catch(() => {});
		const { life } = setUp(gone);
		life.start();
		await vi.advanceTimersByTimeAsync(0);
		expect(life.sid()).toBeUndefined();
	});
});
