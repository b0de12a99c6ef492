import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Capture } from '../microphone/capture.ts';
import { createMicrophone } from '../microphone/create-microphone.ts';
import type { MeterOf } from '../sound/level.ts';
import { makeOutlet } from '../sound/outlet.ts';
import { makeChoices } from './choice.ts';
import { createSound, type SoundOptions } from './create-sound.ts';
import { FakeMedia, FakeTrack, mediaOf, microphoneInfo, speakerInfo, trackOf } from './testing.ts';

const choices = makeChoices(() => localStorage);
const VOICE = 0.1;

let over = new AbortController();
beforeEach(() => {
	localStorage.clear();
	over = new AbortController();
	vi.useFakeTimers();
	// happy-dom has none.
	vi.stubGlobal('MediaStream', class {});
});
afterEach(() => {
	over.abort();
	vi.useRealTimers();
	vi.unstubAllGlobals();
});
const settle = () => vi.advanceTimersByTimeAsync(0);

/** A call with the microphones m1 and m2; the browser gives what is wished for, else the first that is there. */
async function begin({ chosen = '', muted = false, still = false, there = ['m1', 'm2'], on = true } = {}) {
	choices.save({ microphone: chosen, speaker: '', volume: 1 });
	const media = new FakeMedia(...there.map(microphoneInfo), speakerInfo('s1'));
	const tracks: FakeTrack[] = [];
	const capture = vi.fn(async (): Promise<Capture> => {
		const ids = media.infos.filter(({ kind }) => kind === 'audioinput').map(({ deviceId }) => deviceId);
		const wished = choices.load().microphone;
		const given = ids.includes(wished) ? wished : ids[0];
		if (given === undefined) return { outcome: 'refused', error: 'NotFoundError' };
		const track = new FakeTrack(given);
		tracks.push(track);
		return { outcome: 'captured', track: trackOf(track) };
	});
	const levels = { microphone: 0 as number | null, agent: VOICE };
	const meters: { of: 'microphone' | 'agent'; stopped: boolean }[] = [];
	const voice = new MediaStream();
	const meterOf: MeterOf = (stream) => {
		const of: 'microphone' | 'agent' = stream === voice ? 'agent' : 'microphone';
		const meter = { of, stopped: false };
		meters.push(meter);
		return {
			level: () => levels[of],
			stop: () => {
				meter.stopped = true;
			},
		};
	};
	const outlet = { ...makeOutlet(), use: vi.fn(), streams: () => [voice] };
	const draw = vi.fn();
	const [presence, setPresence] = createSignal<ReturnType<SoundOptions['presence']>>({ agent: 'waiting' });
	const { microphone, sound } = createRoot((dispose) => {
		over.signal.addEventListener('abort', dispose);
		const microphone = createMicrophone(capture);
		const means = { media: mediaOf(media), choices, outlet, meterOf, now: () => Date.now(), still: () => still, draw };
		return { microphone, sound: createSound({ microphone, presence, signal: over.signal }, means) };
	});
	if (on) await microphone.take(capture(), muted);
	await settle();
	const used = () => {
		const state = microphone.state();
		return 'track' in state ? state.track.getSettings().deviceId : state.status;
	};
	const agent = (state: string) => setPresence({ agent: state, listens: 'speech' });
	return { media, microphone, sound, tracks, used, capture, levels, meters, outlet, draw, agent, setPresence };
}

describe('remembered devices are applied', () => {
	it('from the first moment on', async () => {
		const { used, sound, outlet } = await begin({ chosen: 'm2' });
		expect(used()).toBe('m2');
		expect(sound.instead()).toBeNull();
		expect(outlet.use).toHaveBeenCalledWith({ microphone: 'm2', speaker: '', volume: 1 });
	});

	it('when somebody chooses in the call, which goes on meanwhile', async () => {
		const { used, sound, tracks, outlet } = await begin({ muted: true });
		sound.choose({ microphone: 'm2' });
		await settle();
		expect(used()).toBe('m2');
		expect(tracks.map(({ readyState, enabled }) => [readyState, enabled])).toEqual([
			['ended', false],
			['live', false],
		]);
		sound.choose({ speaker: 's1', volume: 0.5 });
		expect(outlet.use).toHaveBeenLastCalledWith({ microphone: 'm2', speaker: 's1', volume: 0.5 });
		expect(tracks).toHaveLength(2);
		expect(choices.load()).toEqual({ microphone: 'm2', speaker: 's1', volume: 0.5 });
	});

	it('to a microphone that is off when it is turned on, and not before', async () => {
		const { sound, capture, microphone, used } = await begin({ on: false });
		sound.choose({ microphone: 'm2' });
		await settle();
		expect(capture).not.toHaveBeenCalled();
		await microphone.toggle();
		expect(used()).toBe('m2');
	});

	it('to somebody whose microphone did not start: another one is tried', async () => {
		const { sound, media, used } = await begin({ there: [] });
		expect(used()).toBe('refused');
		media.infos = [microphoneInfo('m2')];
		sound.choose({ microphone: 'm2' });
		await settle();
		expect(used()).toBe('m2');
	});

	it('as far as they are there: another one is used, and named, and the choice is kept', async () => {
		const { used, sound } = await begin({ chosen: 'away' });
		expect(used()).toBe('m1');
		expect(sound.instead()).not.toBeNull();
		expect(choices.load().microphone).toBe('away');
	});
});

describe('devices that come and go', () => {
	it('a microphone that is unplugged is followed by another one, and comes back', async () => {
		const { media, used, sound, tracks } = await begin({ chosen: 'm2' });
		media.have(microphoneInfo('m1'));
		tracks[0]?.unplug();
		await settle();
		expect([used(), sound.instead() !== null]).toEqual(['m1', true]);
		media.have(microphoneInfo('m1'), microphoneInfo('m2'));
		await settle();
		expect([used(), sound.instead()]).toEqual(['m2', null]);
	});

	it('the only microphone that is unplugged is lost, and used again when it is back', async () => {
		const { media, used, tracks, microphone } = await begin({ there: ['m1'], muted: true });
		media.have();
		tracks[0]?.unplug();
		await settle();
		expect(microphone.state()).toEqual({ status: 'refused', why: 'lost' });
		media.have(microphoneInfo('m1'));
		await settle();
		expect([used(), microphone.state().status]).toEqual(['m1', 'muted']);
	});

	it('change nothing that works', async () => {
		const { media, capture } = await begin();
		capture.mockClear();
		media.have(microphoneInfo('m1'), microphoneInfo('m3'));
		await settle();
		expect(capture).not.toHaveBeenCalled();
	});

	it('find the speaker that was chosen when it is back', async () => {
		const { media, outlet, sound } = await begin();
		sound.choose({ speaker: 's2' });
		outlet.use.mockClear();
		media.have(microphoneInfo('m1'), speakerInfo('s2'));
		await settle();
		expect(outlet.use).toHaveBeenCalledWith(expect.objectContaining({ speaker: 's2' }));
	});
});

describe('what comes from the microphone', () => {
	it('is shown, and heard in a clone also while it is muted', async () => {
		const { sound, levels, tracks } = await begin({ muted: true });
		levels.microphone = VOICE;
		await vi.advanceTimersByTimeAsync(200);
		expect(sound.level()).toBe(0.4);
		expect(tracks[0]?.enabled).toBe(false);
		expect(tracks[0]?.clones.map(({ enabled }) => enabled)).toEqual([true]);
	});

	it('gives the hint that somebody is muted who speaks', async () => {
		const { sound, levels, agent } = await begin({ muted: true });
		agent('listening');
		levels.microphone = VOICE;
		await vi.advanceTimersByTimeAsync(1_000);
		expect(sound.hint()).toBe('muted');
	});

	it('gives the hint that nothing is heard, until another one is chosen', async () => {
		const { sound, agent } = await begin();
		agent('listening');
		await vi.advanceTimersByTimeAsync(9_000);
		expect(sound.hint()).toBe('nothing');
		sound.choose({ microphone: 'm2' });
		await vi.advanceTimersByTimeAsync(200);
		expect(sound.hint()).toBeNull();
	});

	it('gives no hint while an agent is there that understands typed messages only, or while it cannot be heard', async () => {
		const { sound, levels, setPresence, agent } = await begin();
		setPresence({ agent: 'listening', listens: 'text' });
		await vi.advanceTimersByTimeAsync(20_000);
		expect(sound.hint()).toBeNull();
		levels.microphone = null;
		agent('listening');
		await vi.advanceTimersByTimeAsync(20_000);
		expect([sound.hint(), sound.level()]).toEqual([null, null]);
	});
});

describe('how loud the agent is', () => {
	it('is drawn while it speaks, twenty times a second at most and only when it is another level', async () => {
		const { draw, agent, levels } = await begin();
		agent('speaking');
		await vi.advanceTimersByTimeAsync(1_000);
		expect(draw.mock.calls).toEqual([[0.4]]);
		levels.agent = 0.2;
		await vi.advanceTimersByTimeAsync(100);
		agent('listening');
		await vi.advanceTimersByTimeAsync(100);
		expect(draw.mock.calls).toEqual([[0.4], [0.8], [null]]);
	});

	it('is not drawn for somebody who wants no movement', async () => {
		const { draw, agent, meters } = await begin({ still: true });
		agent('speaking');
		await vi.advanceTimersByTimeAsync(1_000);
		expect(draw).not.toHaveBeenCalled();
		expect(meters.map(({ of }) => of)).toEqual(['microphone']);
	});
});

it('leaves nothing behind when the call is over', async () => {
	const { meters, tracks, agent, media, capture } = await begin();
	agent('speaking');
	await vi.advanceTimersByTimeAsync(100);
	over.abort();
	capture.mockClear();
	media.have(microphoneInfo('m9'));
	await settle();
	expect(meters.map(({ stopped }) => stopped)).toEqual([true, true]);
	expect(tracks[0]?.clones.map(({ readyState }) => readyState)).toEqual(['ended']);
	expect(vi.getTimerCount()).toBe(0);
	expect(capture).not.toHaveBeenCalled();
});
