import { createRoot } from 'solid-js';
import { describe, expect, it, vi } from 'vitest';
import { type Capture, capture, permission } from './capture.ts';
import { createMicrophone } from './create-microphone.ts';
import { problemOf } from './problem.ts';

/** As much of a track as a microphone touches. */
class FakeTrack extends EventTarget {
	enabled = true;
	readyState = 'live';
	stop = () => {
		this.readyState = 'ended';
	};
}
// The only place where a browser's own object has to be made up.
const trackOf = (fake: FakeTrack) => fake as unknown as MediaStreamTrack;

const devicesWith = (getUserMedia: () => Promise<unknown>) => ({ getUserMedia }) as unknown as MediaDevices;
const streamOf = (...tracks: readonly FakeTrack[]) => ({ getAudioTracks: () => tracks });

describe('a capture', () => {
	it('is the microphone as speech needs it', async () => {
		const getUserMedia = vi.fn(async () => streamOf(new FakeTrack()));
		const captured = await capture(devicesWith(getUserMedia), new AbortController().signal);
		expect(captured.outcome).toBe('captured');
		expect(getUserMedia).toHaveBeenCalledWith({
			audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
		});
	});

	it('ends with the call', async () => {
		const track = new FakeTrack();
		const call = new AbortController();
		await capture(
			devicesWith(async () => streamOf(track)),
			call.signal,
		);
		expect(track.readyState).toBe('live');
		call.abort();
		expect(track.readyState).toBe('ended');
	});

	it('does not outlive a call that ended while the person was asked', async () => {
		const track = new FakeTrack();
		const call = new AbortController();
		let allow = (_: unknown) => {};
		const answer = new Promise((resolve) => {
			allow = resolve;
		});
		const captured = capture(
			devicesWith(() => answer),
			call.signal,
		);
		call.abort();
		allow(streamOf(track));
		await captured;
		expect(track.readyState).toBe('ended');
	});

	it('is refused with the name of the reason', async () => {
		const refuse = (name: string) =>
			capture(
				devicesWith(() => Promise.reject(new DOMException('', name))),
				new AbortController().signal,
			);
		expect(await refuse('NotAllowedError')).toEqual({ outcome: 'refused', error: 'NotAllowedError' });
		expect(await capture(undefined, new AbortController().signal)).toEqual({ outcome: 'refused', error: '' });
	});
});

describe('the reason of a refusal', () => {
	it('has a name for each remedy', () => {
		expect(problemOf('NotAllowedError')).toBe('denied');
		expect(problemOf('NotFoundError')).toBe('missing');
		expect(problemOf('NotReadableError')).toBe('in_use');
		expect(problemOf('')).toBe('unsupported');
		expect(problemOf('SomethingElse')).toBe('failed');
	});
});

describe('the permission', () => {
	const permissions = (query: () => Promise<unknown>) => ({ query }) as unknown as Permissions;

	it('is what the browser says, and a question where it says nothing', async () => {
		expect(await permission(permissions(async () => ({ state: 'granted' })))).toBe('granted');
		expect(await permission(permissions(async () => ({ state: 'denied' })))).toBe('denied');
		expect(await permission(undefined)).toBe('prompt');
		expect(await permission(permissions(() => Promise.reject(new TypeError('no such name'))))).toBe('prompt');
	});
});

describe('the microphone', () => {
	const captured = (track: FakeTrack): Capture => ({ outcome: 'captured', track: trackOf(track) });
	const microphoneWith = (ask: () => Promise<Capture>) => createRoot(() => createMicrophone(ask));

	it('is muted before anybody could hear it, when it was muted before a reload', async () => {
		const track = new FakeTrack();
		const microphone = microphoneWith(async () => captured(track));
		await microphone.take(Promise.resolve(captured(track)), true);
		expect(microphone.state().status).toBe('muted');
		expect(track.enabled).toBe(false);
	});

	it('is muted without letting go of it: a page that captures may play sound', async () => {
		const track = new FakeTrack();
		const microphone = microphoneWith(async () => captured(track));
		await microphone.take(Promise.resolve(captured(track)), false);
		expect([microphone.state().status, track.enabled]).toEqual(['on', true]);
		await microphone.toggle();
		expect([microphone.state().status, track.enabled, track.readyState]).toEqual(['muted', false, 'live']);
		await microphone.toggle();
		expect([microphone.state().status, track.enabled]).toEqual(['on', true]);
	});

	it('can be asked for again after a refusal', async () => {
		const microphone = microphoneWith(async () => captured(new FakeTrack()));
		await microphone.take(Promise.resolve({ outcome: 'refused', error: 'NotAllowedError' }), false);
		expect(microphone.state()).toEqual({ status: 'refused', why: 'denied' });
		await microphone.toggle();
		expect(microphone.state().status).toBe('on');
	});

	it('asks once, however often it is pressed while it asks', async () => {
		const ask = vi.fn(() => new Promise<Capture>(() => {}));
		const microphone = microphoneWith(ask);
		void microphone.toggle();
		void microphone.toggle();
		expect(microphone.state().status).toBe('asking');
		expect(ask).toHaveBeenCalledTimes(1);
	});

	it('says that it was unplugged', async () => {
		const track = new FakeTrack();
		const microphone = microphoneWith(async () => captured(track));
		await microphone.take(Promise.resolve(captured(track)), false);
		track.dispatchEvent(new Event('ended'));
		expect(microphone.state()).toEqual({ status: 'refused', why: 'lost' });
	});
});
