import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HeartbeatResponse } from '../../functions/protocol/agent.ts';
import type { Answer } from '../door.ts';
import { makeHeartbeat } from './heartbeat.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

type Beaten = Answer<HeartbeatResponse>;
const told = (instruction: HeartbeatResponse['instruction']): Beaten => ({ outcome: 'ok', body: { instruction } });
const down: Beaten = { outcome: 'unreachable' };

function setUp() {
	const beats: string[] = [];
	const instructions: string[] = [];
	const outcomes: string[] = [];
	const answers: ((answer: Beaten) => void)[] = [];
	let active = 0;
	const heartbeat = makeHeartbeat({
		send(beat) {
			beats.push(`${beat.state} ${beat.active}`);
			return new Promise((resolve) => answers.push(resolve));
		},
		active: () => active,
		onInstruction: (instruction) => instructions.push(instruction),
		onOutcome: (outcome) => outcomes.push(outcome),
		now: Date.now,
	});
	return {
		heartbeat,
		beats,
		instructions,
		outcomes,
		serve: (calls: number) => {
			active = calls;
		},
		/** Answers the beat that is under way. */
		answer: async (answer: Beaten) => {
			answers.shift()?.(answer);
			await vi.advanceTimersByTimeAsync(0);
		},
	};
}

describe('a heartbeat', () => {
	it('begins with the registration, at once, and comes every five seconds', async () => {
		const { heartbeat, beats, answer, serve } = setUp();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(beats).toEqual([]);
		heartbeat.registered();
		expect(beats).toEqual(['accepting 0']);
		await vi.advanceTimersByTimeAsync(1_000);
		await answer(told('accept'));
		serve(2);
		await vi.advanceTimersByTimeAsync(3_999);
		expect(beats).toHaveLength(1);
		await vi.advanceTimersByTimeAsync(1);
		expect(beats).toEqual(['accepting 0', 'accepting 2']);
	});

	it('comes at once after another registration', async () => {
		const { heartbeat, beats, answer } = setUp();
		heartbeat.registered();
		await answer(told('accept'));
		await vi.advanceTimersByTimeAsync(1_000);
		heartbeat.registered();
		expect(beats).toHaveLength(2);
		await answer(told('accept'));
		await vi.advanceTimersByTimeAsync(4_999);
		expect(beats).toHaveLength(2);
	});

	it('is never sent while another is under way, and then at once', async () => {
		const { heartbeat, beats, answer } = setUp();
		heartbeat.registered();
		heartbeat.registered();
		heartbeat.draining();
		await vi.advanceTimersByTimeAsync(4_000);
		expect(beats).toEqual(['accepting 0']);
		await answer(told('accept'));
		expect(beats).toEqual(['accepting 0', 'draining 0']);
	});

	it('is waited for as long as it takes', async () => {
		const { heartbeat, beats, answer } = setUp();
		heartbeat.registered();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(beats).toHaveLength(1);
		await answer(down);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(beats).toHaveLength(2);
	});

	it('says that the worker drains, at once and from then on', async () => {
		const { heartbeat, beats, answer } = setUp();
		heartbeat.registered();
		await answer(told('accept'));
		heartbeat.draining();
		expect(beats.at(-1)).toBe('draining 0');
		await answer(told('accept'));
		await vi.advanceTimersByTimeAsync(5_000);
		expect(beats).toEqual(['accepting 0', 'draining 0', 'draining 0']);
	});

	it('passes each instruction on, and none when there was no answer', async () => {
		const { heartbeat, instructions, answer } = setUp();
		heartbeat.registered();
		await answer(told('cordon'));
		await vi.advanceTimersByTimeAsync(5_000);
		await answer(down);
		expect(instructions).toEqual(['cordon']);
		await vi.advanceTimersByTimeAsync(1_000);
		await answer(told('accept'));
		expect(instructions).toEqual(['cordon', 'accept']);
	});

	it('is tried again soon when nobody answered, and says once that it was so', async () => {
		const { heartbeat, beats, outcomes, answer } = setUp();
		heartbeat.registered();
		await answer(down);
		await vi.advanceTimersByTimeAsync(1_000);
		await answer(down);
		expect(beats).toHaveLength(2);
		await vi.advanceTimersByTimeAsync(1_000);
		await answer(told('accept'));
		await vi.advanceTimersByTimeAsync(5_000);
		await answer({ outcome: 'refused', code: 'not_found' });
		await vi.advanceTimersByTimeAsync(4_999);
		expect(beats).toHaveLength(4);
		expect(outcomes).toEqual(['unreachable', 'ok', 'not_found']);
	});

	it('ends with the worker', async () => {
		const { heartbeat, beats, instructions, answer } = setUp();
		heartbeat.registered();
		heartbeat.close();
		await answer(told('cordon'));
		heartbeat.registered();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(beats).toHaveLength(1);
		expect(instructions).toEqual([]);
	});
});

it('after a heartbeat that was sent at once there are five seconds again', async () => {
	const { heartbeat, beats, answer } = setUp();
	heartbeat.registered();
	heartbeat.draining();
	await answer(told('accept'));
	await answer(told('accept'));
	expect(beats).toHaveLength(2);
	await vi.advanceTimersByTimeAsync(4_999);
	expect(beats).toHaveLength(2);
	await vi.advanceTimersByTimeAsync(1);
	expect(beats).toHaveLength(3);
});

it('a worker that stops before it was registered has never been there', async () => {
	const { heartbeat, beats } = setUp();
	heartbeat.draining();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(beats).toEqual([]);
});
