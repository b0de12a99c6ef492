import { RoomEvent } from 'livekit-client';
import { describe, expect, it } from 'vitest';
import type { CheckResponse } from '../../../functions/protocol/check.ts';
import type { Answer } from '../api/answer.ts';
import { FakeRoom } from '../room/fake-room.ts';
import { checkLine, type LineCheck } from './check-line.ts';

const grant: Answer<CheckResponse> = {
	outcome: 'answered',
	value: { server_url: 'ws://livekit', participant_token: 'token' },
};

async function check({
	answer = grant,
	connecting = async (room: FakeRoom) => void room.emit(RoomEvent.SignalConnected),
	signal = new AbortController().signal,
}: {
	answer?: Answer<CheckResponse>;
	connecting?: (room: FakeRoom) => Promise<void>;
	signal?: AbortSignal;
} = {}) {
	const room = new FakeRoom();
	room.connecting = () => connecting(room);
	const told: LineCheck[] = [];
	await checkLine({ ask: async () => answer, room, signal, report: (line) => told.push(line) });
	return { told, room };
}
const trying = (...ats: readonly ('service' | 'server' | 'media')[]) =>
	ats.map((at) => ({ outcome: 'trying' as const, at }));

describe('a check of the line', () => {
	it('works when all of the way does, and leaves nothing behind', async () => {
		const { told, room } = await check();
		expect(told).toEqual([...trying('service', 'server', 'media'), { outcome: 'works' }]);
		expect(room.left).toBe(true);
	});

	it('fails at the service when the API does not answer or refuses, and asks LiveKit for nothing', async () => {
		const refused = { outcome: 'refused', status: 429, code: null, detail: null, retryAfter: null } as const;
		for (const answer of [{ outcome: 'unreachable' } as const, refused]) {
			const { told } = await check({ answer });
			expect(told).toEqual([...trying('service'), { outcome: 'fails', at: 'service' }]);
		}
	});

	it('fails at the server when that does not answer', async () => {
		const { told } = await check({ connecting: () => Promise.reject(new Error('no WebSocket')) });
		expect(told.at(-1)).toEqual({ outcome: 'fails', at: 'server' });
	});

	it('fails at the way for sound when a firewall lets signals through and nothing else', async () => {
		const { told, room } = await check({
			connecting: async (room) => {
				room.emit(RoomEvent.SignalConnected);
				throw new Error('could not establish pc connection');
			},
		});
		expect(told.at(-1)).toEqual({ outcome: 'fails', at: 'media' });
		expect(room.left).toBe(true);
	});

	it('leaves, and says nothing more, when somebody closes it', async () => {
		const over = new AbortController();
		const { told, room } = await check({
			signal: over.signal,
			connecting: async () => over.abort(),
		});
		expect(told).toEqual(trying('service', 'server'));
		expect(room.left).toBe(true);
	});
});
