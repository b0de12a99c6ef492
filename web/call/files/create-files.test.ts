import type { Room } from 'livekit-client';
import { createRoot, createSignal } from 'solid-js';
import { expect, it, onTestFinished } from 'vitest';
import { FILE_ID_ATTRIBUTE, FILE_TOPIC } from '../../../functions/protocol/call.ts';
import { FakeRoom } from '../room/fake-room.ts';
import { createFiles } from './create-files.ts';

function setUp() {
	const streams: { readonly to: FakeRoom; readonly id: string | undefined }[] = [];
	function newRoom(): FakeRoom {
		const room = new FakeRoom();
		room.addAgent('PA_1');
		// Never sent to the end: what becomes of it is another test's business.
		room.localParticipant.streamBytes = (options) => {
			if (options?.topic === FILE_TOPIC) streams.push({ to: room, id: options.attributes?.[FILE_ID_ATTRIBUTE] });
			return new Promise(() => {});
		};
		return room;
	}
	const [room, setRoom] = createSignal<Room | null>(null);
	const [reader, setReader] = createSignal<string | null>(null);
	const files = createRoot((dispose) => {
		onTestFinished(dispose);
		return createFiles({ room, reader, given: Promise.resolve([{ name: 'old.txt' }]), newId: () => 'file-0001' });
	});
	return { files, streams, newRoom, setRoom, setReader };
}

it('sends a file to who is there, and again under its id when another agent or another room is', () => {
	const { files, streams, newRoom, setRoom, setReader } = setUp();
	const [first, second] = [newRoom(), newRoom()];
	setRoom(first);
	files.add([new File(['a'], 'a.txt')]);
	expect(streams).toEqual([]);
	setReader('PA_1');
	expect(streams).toEqual([{ to: first, id: 'file-0001' }]);
	setReader('PA_2');
	expect(streams).toHaveLength(2);
	setReader(null);
	expect(files.uploads()[0]?.step.is).toBe('waiting');
	setRoom(second);
	setReader('PA_2');
	expect(streams.at(-1)).toEqual({ to: second, id: 'file-0001' });
});

it('knows what the agent was given before', async () => {
	const { files } = setUp();
	await expect.poll(files.stored).toEqual(['old.txt']);
});
