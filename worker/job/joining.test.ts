import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../door.ts';
import { memoryLog } from '../testing.ts';
import { makeJoining } from './joining.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const ok: Answer<unknown> = { outcome: 'ok', body: {} };
const down: Answer<unknown> = { outcome: 'unreachable' };
const me = { identity: 'agent-AJ_1', sid: 'PA_1' };
const before = { ...me, roomSid: 'RM_1' };

function setUp(...answers: Answer<unknown>[]) {
	const told: unknown[] = [];
	const waits: number[] = [];
	const { log, lines } = memoryLog();
	let looks = 0;
	let sid: string | undefined = 'PA_1';
	let roomSid: Promise<string | undefined> = Promise.resolve('RM_1');
	const joining = makeJoining({
		read() {
			looks += 1;
			return { identity: me.identity, sid };
		},
		life: {
			sidWithin(ms) {
				waits.push(ms);
				return roomSid;
			},
		},
		async tell(joined) {
			told.push(joined);
			return answers[Math.min(told.length, answers.length) - 1] ?? ok;
		},
		log,
	});
	return {
		joining,
		told,
		lines,
		waits,
		looks: () => looks,
		become: (ownSid: string, room: string | Promise<string | undefined>) => {
			sid = ownSid;
			roomSid = Promise.resolve(room);
		},
	};
}

describe('an agent that has joined', () => {
	it('is told of, with its room', async () => {
		const { joining, told } = setUp();
		expect(await joining.start(me)).toEqual(ok);
		expect(told).toEqual([before]);
	});

	it('is told of without its room when that is not known within a second', async () => {
		const { joining, told, waits, become } = setUp();
		become('PA_1', Promise.resolve(undefined));
		await joining.start(me);
		expect(waits).toEqual([1_000]);
		expect(told).toEqual([me]);
	});

	it('is told of until the API has heard it', async () => {
		const { joining, told, lines } = setUp(down, down, ok);
		expect(await joining.start(me)).toEqual(down);
		expect(lines).toEqual([]);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(lines).toEqual([{ level: 'info', event: 'agent_joined', message: 'Agent joined room' }]);
		expect(told).toEqual([before, before, before]);
	});

	it('is told of no more when the call has ended', async () => {
		const { joining, told } = setUp(down);
		await joining.start(me);
		joining.close();
		joining.reconnected();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(told).toHaveLength(1);
	});
});

describe('an agent that has reconnected', () => {
	it('is told of as who it is now, which shows late', async () => {
		const { joining, told, become } = setUp();
		await joining.start(me);
		joining.reconnected();
		await vi.advanceTimersByTimeAsync(3_000);
		expect(told).toHaveLength(1);
		become('PA_2', 'RM_2');
		await vi.advanceTimersByTimeAsync(250);
		expect(told.slice(1)).toEqual([{ identity: me.identity, sid: 'PA_2', roomSid: 'RM_2' }]);
	});

	it('is not told of again when it stayed the same', async () => {
		const { joining, told, looks } = setUp();
		await joining.start(me);
		joining.reconnected();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(told).toHaveLength(1);
		// Not by counting timers: those of other files in this thread are among them.
		const looked = looks();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(looks()).toBe(looked);
	});

	it('is told of as who it became last, when that happens twice', async () => {
		const { joining, told, become } = setUp();
		await joining.start(me);
		let know = (_sid: string): void => {};
		become('PA_2', new Promise((resolve) => (know = resolve)));
		joining.reconnected();
		become('PA_3', 'RM_3');
		joining.reconnected();
		know('RM_2');
		await vi.advanceTimersByTimeAsync(60_000);
		expect(told.slice(1)).toEqual([{ identity: me.identity, sid: 'PA_3', roomSid: 'RM_3' }]);
	});
});
