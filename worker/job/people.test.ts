import { EventEmitter } from 'node:events';
import { DisconnectReason, type Room, RoomEvent } from '@livekit/rtc-node';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryLog } from '../testing.ts';
import { makePeople } from './people.ts';
import { anna, human, me } from './testing.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

async function setUp() {
	const events = new EventEmitter();
	const remoteParticipants = new Map([[anna.identity, human(anna)]]);
	const room = Object.assign(events, {
		remoteParticipants,
		localParticipant: me,
		departureTimeout: 0,
		getSid: async () => 'RM_1',
	});
	const { log, lines } = memoryLog();
	const did: string[] = [];
	const people = makePeople({
		room: room as unknown as Room,
		claim: { humanIdentity: anna.identity, graceSeconds: 60 },
		writes: {
			people: async () => ({ outcome: 'ok', body: {} }),
			joined: async () => ({ outcome: 'ok', body: {} }),
		},
		talk: { arrived: () => {}, left: () => {} },
		onPresence: (isAttended) => did.push(isAttended ? 'attended' : 'alone'),
		onDeserted: (timeout) => did.push(timeout),
		onLost: () => did.push('lost'),
		now: Date.now,
		log,
	});
	await people.start(me);
	const emit = async (event: RoomEvent, ...args: unknown[]) => {
		events.emit(event, ...args);
		await vi.advanceTimersByTimeAsync(0);
	};
	return { people, did, lines, emit, remoteParticipants };
}

describe('the people of a call', () => {
	it('are there from the start, and told of when they go and come', async () => {
		const { did, emit } = await setUp();
		await emit(RoomEvent.ParticipantDisconnected, human(anna, DisconnectReason.CLIENT_INITIATED));
		await emit(RoomEvent.ParticipantConnected, human({ ...anna, sid: 'PA_2' }));
		expect(did).toEqual(['attended', 'alone', 'attended']);
	});

	it('who do not return are waited for as long as the grace', async () => {
		const { did, emit } = await setUp();
		await emit(RoomEvent.ParticipantDisconnected, human(anna, DisconnectReason.CLIENT_INITIATED));
		await vi.advanceTimersByTimeAsync(59_999);
		expect(did).not.toContain('participant_left_timeout');
		await vi.advanceTimersByTimeAsync(1);
		expect(did).toContain('participant_left_timeout');
	});

	it('are nobody while the agent has lost its room, and there again with it', async () => {
		const { did, emit, people } = await setUp();
		await emit(RoomEvent.Reconnecting);
		expect(people.present()).toEqual([]);
		await emit(RoomEvent.Reconnected);
		expect(did).toEqual(['attended', 'alone', 'attended']);
	});

	it('are left to another agent after five minutes without the room', async () => {
		const { did, emit, lines } = await setUp();
		await emit(RoomEvent.Reconnecting);
		await vi.advanceTimersByTimeAsync(300_000);
		expect(did).toContain('lost');
		expect(lines).toContainEqual({ level: 'alert', event: 'room_lost', message: 'Disconnected for >5 minutes' });
	});

	it('are not left when the agent is back in time', async () => {
		const { did, emit } = await setUp();
		await emit(RoomEvent.Reconnecting);
		await vi.advanceTimersByTimeAsync(299_000);
		await emit(RoomEvent.Reconnected);
		await vi.advanceTimersByTimeAsync(300_000);
		expect(did).not.toContain('lost');
	});
});
