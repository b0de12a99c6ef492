import { initializeLogger, voice } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';
import { expect, it } from 'vitest';
import { onFirstSound } from './first-sound.ts';

initializeLogger({ pretty: false, level: 'silent' });

const RATE = 24_000;
const frame = (peak: number): AudioFrame => {
	const samples = new Int16Array(240);
	samples[100] = -peak;
	return new AudioFrame(samples, RATE, 1, samples.length);
};
const silence = frame(0);
const noise = frame(100);
const vowel = frame(4_000);

/** A room's track, which takes what it is given when the room is there. */
class Track extends voice.AudioOutput {
	readonly sent: AudioFrame[] = [];
	isThere: boolean;
	/** Resolves what is under way. */
	take: () => void = () => {};

	constructor() {
		super(RATE);
		this.isThere = true;
	}
	override async captureFrame(given: AudioFrame): Promise<void> {
		await super.captureFrame(given);
		if (!this.isThere) return;
		await new Promise<void>((resolve) => {
			this.take = resolve;
		});
		if (this.sent.length === 0) this.onPlaybackStarted(Date.now());
		this.sent.push(given);
	}
	override clearBuffer(): void {}
}

function setUp() {
	const track = new Track();
	const sounds: number[] = [];
	onFirstSound(track, () => sounds.push(track.sent.length));
	return {
		track,
		sounds,
		async plays(given: AudioFrame) {
			const captured = track.captureFrame(given);
			await Promise.resolve();
			const before = sounds.length;
			track.take();
			await captured;
			return before;
		},
	};
}

it('is told of once, when the room has what can be heard of it', async () => {
	const { sounds, plays } = setUp();
	await plays(silence);
	await plays(noise);
	expect(sounds).toEqual([]);
	// Not before the track has taken it.
	expect(await plays(vowel)).toBe(0);
	expect(sounds).toEqual([3]);
	await plays(vowel);
	expect(sounds).toEqual([3]);
});

it('is not what was made for a room that did not take it', async () => {
	const { track, sounds, plays } = setUp();
	track.isThere = false;
	await plays(vowel);
	expect(sounds).toEqual([]);
	track.isThere = true;
	await plays(vowel);
	expect(sounds).toEqual([1]);
});

it('is not what is given up after something else was played', async () => {
	const { track, sounds, plays } = setUp();
	await plays(silence);
	track.onPlaybackFinished({ playbackPosition: 0, interrupted: true });
	track.isThere = false;
	await plays(vowel);
	expect(sounds).toEqual([]);
});

it('leaves the output as it was', async () => {
	const { track, plays } = setUp();
	await plays(vowel);
	expect(track.captureFrame).toBe(Track.prototype.captureFrame);
	expect(track.listenerCount(voice.AudioOutput.EVENT_PLAYBACK_STARTED)).toBe(0);
	expect(track.listenerCount(voice.AudioOutput.EVENT_PLAYBACK_FINISHED)).toBe(0);
});

it('does not come where nothing is spoken', () => {
	expect(() => onFirstSound(null, () => {})).not.toThrow();
});
