import { ConnectionState, LocalAudioTrack, type LocalTrack } from 'livekit-client';
import { describe, expect, it, vi } from 'vitest';
import { FakeRoom } from './fake-room.ts';
import { makeJoinedRoom } from './joined-room.ts';

/** As much of a browser's track as livekit-client touches. */
class FakeTrack extends EventTarget {
	readonly kind = 'audio';
	enabled = true;
	readyState = 'live';
	getConstraints = () => ({});
	getSettings = () => ({});
	clone = () => new FakeTrack();
	stop = () => {
		this.readyState = 'ended';
	};
}
const trackOf = (fake: FakeTrack) => fake as unknown as MediaStreamTrack;
const settle = () => new Promise((resolve) => setTimeout(resolve));

/** A room whose `publishTrack` answers, and what was done in it. */
async function join() {
	const room = new FakeRoom();
	const done: string[] = [];
	const state = (track: unknown) => ((track as LocalTrack).isMuted ? 'muted' : 'on');
	room.localParticipant.publishTrack = async (track) => {
		done.push(`publish ${state(track)}`);
		// Nobody here reads the publication.
		return {} as Awaited<ReturnType<typeof room.localParticipant.publishTrack>>;
	};
	room.localParticipant.unpublishTrack = async (_, stop) => {
		done.push(stop === false ? 'unpublish' : 'unpublish and stop');
		return undefined;
	};
	const joined = makeJoinedRoom(room, { changed: vi.fn(), caption: vi.fn(), turn: vi.fn() }, () => 0);
	const stay = () => {
		void joined.stay('ws://livekit', 'token');
		return settle();
	};
	return { room, joined, done, stay };
}

describe('the microphone in a room', () => {
	it('is published when the room is connected, and not before', async () => {
		const { joined, done, stay } = await join();
		joined.follow({ status: 'on', track: trackOf(new FakeTrack()) });
		await settle();
		expect(done).toEqual([]);
		await stay();
		expect(done).toEqual(['publish on']);
	});

	it('that is muted is muted before it is published', async () => {
		const { joined, done, stay } = await join();
		joined.follow({ status: 'muted', track: trackOf(new FakeTrack()) });
		await stay();
		expect(done).toEqual(['publish muted']);
	});

	it('is muted and unmuted without being published again', async () => {
		const { joined, done, stay } = await join();
		const track = new FakeTrack();
		joined.follow({ status: 'on', track: trackOf(track) });
		await stay();
		joined.follow({ status: 'muted', track: trackOf(track) });
		await settle();
		expect([track.enabled, track.readyState]).toEqual([false, 'live']);
		joined.follow({ status: 'on', track: trackOf(track) });
		await settle();
		expect(track.enabled).toBe(true);
		expect(done).toEqual(['publish on']);
	});

	it('makes room for another one, without being stopped by LiveKit', async () => {
		const { joined, done, stay } = await join();
		joined.follow({ status: 'on', track: trackOf(new FakeTrack()) });
		await stay();
		joined.follow({ status: 'refused', why: 'lost' });
		await settle();
		joined.follow({ status: 'on', track: trackOf(new FakeTrack()) });
		await settle();
		expect(done).toEqual(['publish on', 'unpublish', 'publish on']);
	});

	it('is replaced by another one without a gap, and muted as that one is', async () => {
		const { room, joined, done, stay } = await join();
		room.localParticipant.publishTrack = async (track) => {
			if (!(track instanceof LocalAudioTrack)) throw new Error('not a track of ours');
			track.sender = { replaceTrack: async (next: unknown) => done.push(`replace by ${String(next)}`) } as never;
			return {} as Awaited<ReturnType<typeof room.localParticipant.publishTrack>>;
		};
		joined.follow({ status: 'on', track: trackOf(new FakeTrack()) });
		await stay();
		done.length = 0;
		const [other, third] = [new FakeTrack(), new FakeTrack()];
		other.toString = () => 'other';
		third.toString = () => 'third';
		joined.follow({ status: 'on', track: trackOf(other) });
		await settle();
		joined.follow({ status: 'muted', track: trackOf(third) });
		await settle();
		expect(done).toEqual(['replace by other', 'replace by third']);
		expect([other.enabled, third.enabled]).toEqual([true, false]);
	});

	it('is published anew where LiveKit does not replace it', async () => {
		const { joined, done, stay } = await join();
		joined.follow({ status: 'on', track: trackOf(new FakeTrack()) });
		await stay();
		// Nothing was really published in this test, so there is no sender.
		joined.follow({ status: 'on', track: trackOf(new FakeTrack()) });
		await settle();
		expect(done).toEqual(['publish on', 'unpublish', 'publish on']);
	});

	it('that came while the room was away is published when it is back', async () => {
		const { room, joined, done, stay } = await join();
		await stay();
		const comeBack = room.restart();
		joined.follow({ status: 'on', track: trackOf(new FakeTrack()) });
		await settle();
		expect(room.state).toBe(ConnectionState.Reconnecting);
		expect(done).toEqual([]);
		comeBack();
		await settle();
		expect(done).toEqual(['publish on']);
	});
});
