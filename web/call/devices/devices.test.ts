import { describe, expect, it, vi } from 'vitest';
import { type Devices, devicesOf, makeDevices } from './devices.ts';
import { FakeMedia, mediaOf, microphoneInfo, speakerInfo } from './testing.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('the devices', () => {
	it('are microphones and speakers by their own names', () => {
		const infos = [microphoneInfo('m1'), { ...microphoneInfo('c1'), kind: 'videoinput' as const }, speakerInfo('s1')];
		expect(devicesOf(infos)).toEqual({
			microphones: [{ id: 'm1', label: 'Microphone m1' }],
			speakers: [{ id: 's1', label: 'Speaker s1' }],
		});
	});

	it('are not those that the system uses under another name', () => {
		const infos = [microphoneInfo('default'), microphoneInfo('communications'), microphoneInfo('m1')];
		expect(devicesOf(infos).microphones.map(({ id }) => id)).toEqual(['m1']);
	});

	it('are unknown before somebody has allowed the microphone', () => {
		expect(devicesOf([{ kind: 'audioinput', deviceId: '', label: '' }]).microphones).toEqual([]);
	});
});

describe('watching them', () => {
	function watch(media: FakeMedia) {
		const over = new AbortController();
		const found = vi.fn<(devices: Devices) => void>();
		const watching = makeDevices(mediaOf(media), found, over.signal);
		const seen = () => found.mock.lastCall?.[0].microphones.map(({ id }) => id);
		return { over, found, seen, watching };
	}

	it('sees what comes and goes, until it is over', async () => {
		const media = new FakeMedia(microphoneInfo('m1'));
		const { over, watching, seen, found } = watch(media);
		await watching.look();
		expect(seen()).toEqual(['m1']);
		media.have(microphoneInfo('m1'), microphoneInfo('m2'));
		await settle();
		expect(seen()).toEqual(['m1', 'm2']);
		over.abort();
		media.have();
		await settle();
		expect(found).toHaveBeenCalledTimes(2);
	});

	it('believes the look that began last, whichever is answered first', async () => {
		const media = new FakeMedia();
		const { watching, seen, found } = watch(media);
		let answerEarly = (_: FakeMedia['infos']) => {};
		media.enumerateDevices = () =>
			new Promise((resolve) => {
				answerEarly = resolve;
			});
		const early = watching.look();
		media.enumerateDevices = async () => [microphoneInfo('new')];
		await watching.look();
		answerEarly([microphoneInfo('old')]);
		await early;
		expect(seen()).toEqual(['new']);
		expect(found).toHaveBeenCalledTimes(1);
	});

	it('is nothing on a page that gets no devices', async () => {
		const found = vi.fn();
		await makeDevices(undefined, found, new AbortController().signal).look();
		expect(found).not.toHaveBeenCalled();
	});
});
