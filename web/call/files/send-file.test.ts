import type { Room } from 'livekit-client';
import { ParticipantKind } from 'livekit-client';
import { describe, expect, it } from 'vitest';
import {
	FILE_ID_ATTRIBUTE,
	FILE_LIMIT_BYTES,
	FILE_NOTICE_TOPIC,
	FILE_TOPIC,
} from '../../../functions/protocol/call.ts';
import { parseFileNotice } from './notice.ts';
import { makeFileSender } from './send-file.ts';

type Handler = Parameters<Room['registerTextStreamHandler']>[1];
type Options = NonNullable<Parameters<Room['localParticipant']['streamBytes']>[0]>;

/** @param onStream what happens when a stream begins; its number, 0 first */
function setUp(onStream: (n: number, notice: (outcome: string, from?: string) => void) => void = () => {}) {
	let handler: Handler | undefined;
	const streams: { options: Options; bytes: number; closed: boolean }[] = [];
	const notice = (outcome: string, from = 'agent-AJ_1') => {
		const id = 'file-0001';
		const reader = { readAll: async () => JSON.stringify({ id, outcome }) };
		handler?.(reader as unknown as Parameters<Handler>[0], { identity: from });
	};
	const people = [
		{ identity: 'human-eve', kind: ParticipantKind.STANDARD, attributes: {}, isAgent: false },
		{
			identity: 'agent-AJ_1',
			kind: ParticipantKind.AGENT,
			attributes: { 'lk.agent_name': 'greenroom-test' },
			isAgent: true,
		},
	];
	const room = {
		remoteParticipants: new Map(people.map((one) => [one.identity, one])),
		registerTextStreamHandler: (topic: string, handle: Handler) => {
			if (topic === FILE_NOTICE_TOPIC) handler = handle;
		},
		localParticipant: {
			async streamBytes(options: Options) {
				const stream = { options, bytes: 0, closed: false };
				streams.push(stream);
				onStream(streams.length - 1, notice);
				return {
					write: async (piece: Uint8Array) => {
						stream.bytes += piece.length;
					},
					close: async () => {
						stream.closed = true;
					},
				};
			},
		},
	};
	const sender = makeFileSender(room as unknown as Room, 50);
	return {
		streams,
		room,
		send: (file = new File(['hello'], 'a.txt', { type: 'text/plain' })) => sender.send(file, 'file-0001'),
	};
}

describe('a file that is given', () => {
	it('is sent whole, to the agent alone, and its outcome is said', async () => {
		const { send, streams } = setUp((_, notice) => setTimeout(notice, 20, 'stored'));
		const content = new Uint8Array(200_000);
		expect(await send(new File([content], 'a.bin', { type: 'image/png' }))).toBe('stored');
		expect(streams).toEqual([
			{
				options: {
					topic: FILE_TOPIC,
					name: 'a.bin',
					mimeType: 'image/png',
					totalSize: 200_000,
					destinationIdentities: ['agent-AJ_1'],
					attributes: { [FILE_ID_ATTRIBUTE]: 'file-0001' },
				},
				bytes: 200_000,
				closed: true,
			},
		]);
	});

	it.each(['type_refused', 'too_many', 'no_store'])('is not sent again when it was refused: %s', async (outcome) => {
		const { send, streams } = setUp((_, notice) => notice(outcome));
		expect(await send()).toBe(outcome);
		expect(streams).toHaveLength(1);
	});

	it('is not sent at all when it is too large', async () => {
		const { send, streams } = setUp();
		expect(await send(new File([new Uint8Array(FILE_LIMIT_BYTES + 1)], 'a.txt'))).toBe('too_large');
		expect(streams).toEqual([]);
	});

	it('is sent no further when the agent has answered', async () => {
		const { send, streams } = setUp((_, notice) => notice('too_many'));
		expect(await send(new File([new Uint8Array(4_000_000)], 'a.txt'))).toBe('too_many');
		expect(streams[0]).toMatchObject({ closed: true });
		expect(streams[0]?.bytes).toBeLessThan(4_000_000);
	});

	it('is sent again under its id until somebody answers, and then has failed', async () => {
		const { send, streams } = setUp((n, notice) => n === 2 && notice('stored'));
		expect(await send()).toBe('stored');
		expect(streams.map(({ options }) => options.attributes?.[FILE_ID_ATTRIBUTE])).toEqual(Array(3).fill('file-0001'));
		const unanswered = setUp();
		expect(await unanswered.send()).toBe('failed');
		expect(unanswered.streams).toHaveLength(3);
	});

	it('is sent to nobody where no agent is', async () => {
		const { send, streams, room } = setUp();
		room.remoteParticipants.delete('agent-AJ_1');
		expect(await send()).toBe('failed');
		expect(streams).toEqual([]);
	});

	it('is not acknowledged by another person', async () => {
		const { send } = setUp((n, notice) => (n < 2 ? notice('stored', 'human-eve') : notice('type_refused')));
		expect(await send()).toBe('type_refused');
	});
});

describe('a notice', () => {
	it.each(['', '[]', '{}', '{"id":1,"outcome":"stored"}', '{"id":"a","outcome":"toString"}', '{"id":"a"}', 'null'])(
		'is not %s',
		(json) => {
			expect(parseFileNotice(json)).toBeNull();
		},
	);
});
