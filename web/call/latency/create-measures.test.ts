import { type ConnectionQuality, type Room, RoomEvent } from 'livekit-client';
import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { browserClock } from '../outbox/browser-clock.ts';
import { LASTS } from '../quality/quality.ts';
import { FakeRoom } from '../room/fake-room.ts';
import { createMeasures } from './create-measures.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
	const [room, setRoom] = createSignal<Room | null>(null);
	const [speaking, setSpeaking] = createSignal(false);
	const [reader, setReader] = createSignal<string | null>('PA_1');
	const end = createRoot((dispose) => {
		onTestFinished(dispose);
		return { dispose, measures: createMeasures({ room, speaking, reader, clock: browserClock }) };
	});
	const joined = new FakeRoom();
	function becomes(quality: string): void {
		Object.defineProperty(joined.localParticipant, 'connectionQuality', { value: quality, configurable: true });
		joined.emit(RoomEvent.ConnectionQualityChanged, quality as ConnectionQuality, joined.localParticipant);
	}
	return { ...end, joined, becomes, setRoom, setSpeaking, setReader };
}

it('shows the quality of the own connection, and another one when it lasts', () => {
	const { measures, joined, becomes, setRoom } = setUp();
	setRoom(joined);
	becomes('unknown');
	expect(measures.quality()).toBeNull();
	becomes('good');
	expect(measures.quality()).toBe('good');
	becomes('poor');
	vi.advanceTimersByTime(LASTS - 1);
	expect(measures.quality()).toBe('good');
	vi.advanceTimersByTime(1);
	expect(measures.quality()).toBe('poor');
});

it('takes the time from the question to the answer', () => {
	const { measures, setSpeaking } = setUp();
	measures.asked();
	vi.advanceTimersByTime(640);
	setSpeaking(true);
	expect(measures.response()).toBe(640);
});

it('takes no time of an answer that another agent gives than the one that was asked', () => {
	const { measures, setSpeaking, setReader } = setUp();
	measures.asked();
	setReader(null);
	vi.advanceTimersByTime(20_000);
	setReader('PA_2');
	setSpeaking(true);
	expect(measures.response()).toBeNull();
});

it('asks for the round trip of what is heard, for as long as it is there', async () => {
	const { measures, joined, setRoom, dispose } = setUp();
	const agent = joined.addAgent('PA_1');
	agent.publishSound('TR_1');
	const stats = vi.fn(async () => [
		{ id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
		{ id: 'P', type: 'candidate-pair', currentRoundTripTime: 0.02 },
	]);
	for (const { track } of agent.participant.audioTrackPublications.values())
		Object.assign(track ?? {}, { getRTCStatsReport: stats });
	setRoom(joined);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(measures.roundTrip()).toBe(20);
	expect(stats).toHaveBeenCalledTimes(3);
	dispose();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(stats).toHaveBeenCalledTimes(3);
});
