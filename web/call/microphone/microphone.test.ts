import { createRoot } from 'solid-js';
import { describe, expect, it, vi } from 'vitest';
import { FakeTrack, trackOf } from '../devices/testing.ts';
import { type Capture, capture } from './capture.ts';
import { createMicrophone } from './create-microphone.ts';
import { permission } from './permission.ts';
import { problemOf } from './problem.ts';

const devicesWith = (getUserMedia: (constraints: MediaStreamConstraints) => Promise<unknown>) =>
	({ getUserMedia }) as unknown as MediaDevices;
const streamOf = (...tracks: readonly FakeTrack[]) => ({ getAudioTracks: () => tracks });

describe('a capture', () => {
	it('is the microphone as speech needs it', async () => {
		const getUserMedia = vi.fn(async () => streamOf(new FakeTrack()));
		const captured = await capture(devicesWith(getUserMedia), '', new AbortController().signal);
		expect(captured.outcome).toBe('captured');
		expect(getUserMedia).toHaveBeenCalledWith({
			audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
		});
	});

	it('is the microphone that was chosen', async () => {
		const getUserMedia = vi.fn(async (_: MediaStreamConstraints) => streamOf(new FakeTrack()));
		await capture(devicesWith(getUserMedia), 'm2', new AbortController().signal);
		expect(getUserMedia.mock.lastCall?.[0]).toMatchObject({ audio: { deviceId: { exact: 'm2' } } });
		expect(getUserMedia).toHaveBeenCalledTimes(1);
	});

	it('is another one while the chosen one is not there', async () => {
		for (const name of ['OverconstrainedError', 'NotFoundError']) {
			const getUserMedia = vi.fn(async ({ audio }: MediaStreamConstraints) => {
				if (typeof audio === 'object' && audio.deviceId !== undefined) throw new DOMException('', name);
				return streamOf(new FakeTrack());
			});
			const captured = await capture(devicesWith(getUserMedia), 'away', new AbortController().signal);
			expect(captured.outcome).toBe('captured');
		}
	});

	it('asks nobody twice who has said no', async () => {
		const getUserMedia = vi.fn(() => Promise.reject(new DOMException('', 'NotAllowedError')));
		const refused = await capture(devicesWith(getUserMedia), 'm2', new AbortController().signal);
		expect(refused).toEqual({ outcome: 'refused', error: 'NotAllowedError' });
		expect(getUserMedia).toHaveBeenCalledTimes(1);
	});

	it('ends with the call', async () => {
		const track = new FakeTrack();
		const call = new AbortController();
		await capture(
			devicesWith(async () => streamOf(track)),
			'',
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
			'',
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
				'',
				new AbortController().signal,
			);
		expect(await refuse('NotAllowedError')).toEqual({ outcome: 'refused', error: 'NotAllowedError' });
		expect(await capture(undefined, '', new AbortController().signal)).toEqual({ outcome: 'refused', error: '' });
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

	const live = ({ readyState }: FakeTrack) => readyState === 'live';
	const gone: Capture = { outcome: 'refused', error: 'NotFoundError' };

	it('goes over to another one that is there when it is unplugged, muted or not as before', async () => {
		for (const muted of [true, false]) {
			const [first, second] = [new FakeTrack('m1'), new FakeTrack('m2')];
			const microphone = microphoneWith(async () => captured(second));
			await microphone.take(Promise.resolve(captured(first)), muted);
			first.unplug();
			await vi.waitFor(() => expect(microphone.state()).toMatchObject({ track: second }));
			expect([microphone.state().status, second.enabled]).toEqual(muted ? ['muted', false] : ['on', true]);
		}
	});

	it('says that it was unplugged when there is no other, and why when that was the browser', async () => {
		for (const [error, why] of [
			['NotFoundError', 'lost'],
			['NotAllowedError', 'denied'],
		] as const) {
			const track = new FakeTrack();
			const microphone = microphoneWith(async () => ({ outcome: 'refused', error }));
			await microphone.take(Promise.resolve(captured(track)), false);
			track.unplug();
			await vi.waitFor(() => expect(microphone.state()).toEqual({ status: 'refused', why }));
		}
	});

	it('is changed without a gap: the old one goes when the new one is there', async () => {
		const [first, second] = [new FakeTrack('m1'), new FakeTrack('m2')];
		let give = (_: Capture) => {};
		const microphone = microphoneWith(
			() =>
				new Promise((resolve) => {
					give = resolve;
				}),
		);
		await microphone.take(Promise.resolve(captured(first)), false);
		const renewed = microphone.renew();
		expect([live(first), microphone.state().status]).toEqual([true, 'on']);
		give(captured(second));
		await renewed;
		expect(microphone.state()).toMatchObject({ track: second });
		expect([live(first), live(second)]).toEqual([false, true]);
	});

	it('stays what it was when the new one does not start', async () => {
		const track = new FakeTrack();
		const microphone = microphoneWith(async () => gone);
		await microphone.take(Promise.resolve(captured(track)), true);
		await microphone.renew();
		expect(microphone.state()).toMatchObject({ status: 'muted', track });
		expect(live(track)).toBe(true);
	});

	it('is the one that was chosen last, however the captures overtake each other', async () => {
		const [first, second, third] = [new FakeTrack('m1'), new FakeTrack('m2'), new FakeTrack('m3')];
		const answers: ((captured: Capture) => void)[] = [];
		const microphone = microphoneWith(() => new Promise((resolve) => answers.push(resolve)));
		await microphone.take(Promise.resolve(captured(first)), false);
		const renewals = [microphone.renew(), microphone.renew()];
		answers[1]?.(captured(third));
		answers[0]?.(captured(second));
		await Promise.all(renewals);
		expect(microphone.state()).toMatchObject({ track: third });
		expect([live(first), live(second), live(third)]).toEqual([false, false, true]);
	});

	it('comes back by itself, muted as before, after it was lost', async () => {
		const [first, second] = [new FakeTrack(), new FakeTrack()];
		let answer: Capture = gone;
		const microphone = microphoneWith(async () => answer);
		await microphone.take(Promise.resolve(captured(first)), true);
		first.unplug();
		await vi.waitFor(() => expect(microphone.state().status).toBe('refused'));
		answer = captured(second);
		await microphone.renew();
		expect(microphone.state()).toMatchObject({ status: 'muted', track: second });
	});
});
