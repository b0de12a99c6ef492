import type { Room } from 'livekit-client';
import { ParticipantKind } from 'livekit-client';
import { describe, expect, it } from 'vitest';
import { FILE_ID_ATTRIBUTE, FILE_NOTICE_TOPIC, FILE_TOPIC } from '../../../functions/protocol/call.ts';
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
		{ identity: 'human-eve', kind: ParticipantKind.STANDARD, attributes: {}, isAgent: false, joinedAt: new Date(1) },
		{
			identity: 'agent-AJ_1',
			kind: ParticipantKind.AGENT,
			attributes: { 'lk.agent_name': 'greenroom-test' },
			isAgent: true,
			joinedAt: new Date(2),
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
	const send = makeFileSender(room as unknown as Room, 50);
	const progress: number[] = [];
	const off = new AbortController();
	return {
		streams,
		room,
		progress,
		off,
		send: (file = new File(['hello'], 'a.txt', { type: 'text/plain' })) =>
			send({ file, id: 'file-0001', signal: off.signal, onProgress: (share) => progress.push(share) }),
	};
}

describe('a file that is given', () => {
	it('is sent whole, to the agent alone, and its outcome is said', async () => {
		const { send, streams, progress } = setUp((_, notice) => setTimeout(notice, 20, 'stored'));
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
		expect(progress).toEqual([0.32768, 0.65536, 0.98304, 1]);
	});

	it('is sent no further when the agent has answered', async () => {
		const { send, streams } = setUp((_, notice) => notice('too_many'));
		expect(await send(new File([new Uint8Array(4_000_000)], 'a.txt'))).toBe('too_many');
		await expect.poll(() => streams[0]?.closed).toBe(true);
		expect(streams[0]?.bytes).toBeLessThan(4_000_000);
	});

	it('is sent no further when nobody waits for it any more', async () => {
		const { send, streams, off } = setUp(() => off.abort());
		expect(await send(new File([new Uint8Array(4_000_000)], 'a.txt'))).toBeNull();
		await expect.poll(() => streams[0]?.closed).toBe(true);
		expect(streams[0]?.bytes).toBeLessThan(4_000_000);
	});

	it('has no outcome when nobody answers', async () => {
		const { send, streams } = setUp();
		expect(await send()).toBeNull();
		expect(streams).toHaveLength(1);
	});

	it('is sent to nobody where no agent is', async () => {
		const { send, streams, room } = setUp();
		room.remoteParticipants.delete('agent-AJ_1');
		expect(await send()).toBeNull();
		expect(streams).toEqual([]);
	});

	it('goes to the agent that came last, beside one that has died', async () => {
		const { send, streams, room } = setUp((_, notice) => notice('stored', 'agent-AJ_2'));
		const [, agent] = room.remoteParticipants;
		const { joinedAt: _, ...later } = agent?.[1] ?? { joinedAt: null };
		const one = { ...later, identity: 'agent-AJ_2', joinedAt: new Date(5) } as never;
		room.remoteParticipants = new Map([['agent-AJ_2', one], ...room.remoteParticipants]);
		expect(await send()).toBe('stored');
		expect(streams[0]?.options.destinationIdentities).toEqual(['agent-AJ_2']);
	});

	it('is not acknowledged by another person', async () => {
		const { send } = setUp((_, notice) => notice('stored', 'human-eve'));
		expect(await send()).toBeNull();
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
