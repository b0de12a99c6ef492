import { EventEmitter } from 'node:events';
import { ConnectionQuality, DataPacketKind, type Room, RoomEvent } from '@livekit/rtc-node';
import { describe, expect, it, vi } from 'vitest';
import { memoryLog } from '../../testing.ts';
import { logQuality } from './connection-quality.ts';
import { type CallInHand, greetNatively, handleNatively, type NativeHandlers } from './handlers.ts';

function setUp(handlers: NativeHandlers) {
	const { log, lines } = memoryLog();
	const events = new EventEmitter();
	const room = Object.assign(events, { remoteParticipants: new Map([['a', 'anna']]) });
	const call: CallInHand = { room: room as unknown as Room, say: () => {}, log };
	handleNatively(handlers, call);
	return { call, lines, emit: (event: RoomEvent, ...args: unknown[]) => events.emit(event, ...args) };
}

const EVENTS: readonly (readonly [keyof NativeHandlers, readonly unknown[], readonly unknown[]])[] = [
	['participantConnected', ['anna'], ['anna']],
	['participantDisconnected', ['anna'], ['anna']],
	['trackPublished', ['publication', 'anna'], ['publication', 'anna']],
	['trackUnpublished', ['publication', 'anna'], ['publication', 'anna']],
	['trackSubscribed', ['track', 'publication', 'anna'], ['track', 'publication', 'anna']],
	['trackUnsubscribed', ['track', 'publication', 'anna'], ['track', 'publication', 'anna']],
	['trackMuted', ['publication', 'anna'], ['publication', 'anna']],
	['trackUnmuted', ['publication', 'anna'], ['publication', 'anna']],
	[
		'dataReceived',
		['bytes', 'anna', DataPacketKind.KIND_RELIABLE, 'topic'],
		[{ payload: 'bytes', topic: 'topic', kind: DataPacketKind.KIND_RELIABLE }, 'anna'],
	],
	['connectionQualityChanged', [1, 'anna'], [1, 'anna']],
	['roomMetadataChanged', ['metadata'], ['metadata']],
	['participantMetadataChanged', ['metadata', 'anna'], ['metadata', 'anna']],
	['activeSpeakersChanged', [['anna']], [['anna']]],
];

describe('a team’s handler', () => {
	it.each(EVENTS)('%s gets LiveKit’s event of that name, and the call', async (name, args, expected) => {
		const handle = vi.fn();
		const { emit, call } = setUp({ [name]: handle });
		// The names are LiveKit’s own.
		emit(name as RoomEvent, ...args);
		await vi.waitFor(() => expect(handle.mock.calls).toEqual([[...expected, call]]));
	});

	it.each([
		[
			'throws',
			() => {
				throw new Error('words');
			},
		],
		['rejects', () => Promise.reject(new Error('words'))],
	])('that %s is logged without its words, and the next one is called', async (_fails, roomMetadataChanged) => {
		const handle = vi.fn();
		const { emit, lines } = setUp({ roomMetadataChanged, trackMuted: handle });
		emit(RoomEvent.RoomMetadataChanged, 'm');
		emit(RoomEvent.TrackMuted, 'p', 'anna');
		await vi.waitFor(() =>
			expect(lines).toMatchObject([{ event: 'handler_failed', handler: 'room_metadata_changed' }]),
		);
		expect(handle).toHaveBeenCalledTimes(1);
		expect(JSON.stringify(lines)).not.toContain('words');
	});

	it('is told of who was there first', async () => {
		const participantConnected = vi.fn();
		const { call } = setUp({ participantConnected });
		greetNatively({ participantConnected }, call);
		await vi.waitFor(() => expect(participantConnected.mock.calls).toEqual([['anna', call]]));
	});

	it('need not be there', () => {
		const { emit, lines } = setUp({});
		for (const [name, args] of EVENTS) emit(name as RoomEvent, ...args);
		expect(lines).toEqual([]);
	});
});

describe('the quality of a connection', () => {
	const { QUALITY_EXCELLENT, QUALITY_GOOD, QUALITY_LOST, QUALITY_POOR } = ConnectionQuality;

	it('is in the log when it turns bad and when it is good again, once each, without a name', () => {
		const { log, lines } = memoryLog();
		const told = logQuality(log, () => 'visitor');
		const anna = { identity: 'anna' } as Parameters<typeof told>[1];
		for (const quality of [
			QUALITY_EXCELLENT,
			QUALITY_POOR,
			QUALITY_POOR,
			QUALITY_LOST,
			QUALITY_GOOD,
			QUALITY_EXCELLENT,
		])
			told(quality, anna);
		expect(lines).toEqual([
			{ level: 'warn', event: 'connection_quality', whose: 'visitor', quality: 'poor' },
			{ level: 'warn', event: 'connection_quality', whose: 'visitor', quality: 'lost' },
			{ level: 'info', event: 'connection_quality', whose: 'visitor', quality: 'good' },
		]);
	});
});
