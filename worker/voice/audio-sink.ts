/**
 * Where a session's sound goes that nobody plays: for a call without a caller.
 *
 * @module
 */
import { voice } from '@livekit/agents';
import type { AudioFrame } from '@livekit/rtc-node';

/** Takes sound as fast as it is given; {@link AudioSink.took} may slow it down, or keep it. */
export class AudioSink extends voice.AudioOutput {
	#seconds = 0;

	/** @param rate samples a second that it is given */
	constructor(rate: number) {
		// Else agents warns that it cannot resume what it interrupted by mistake.
		super(rate, undefined, { pause: true });
	}

	protected took(_frame: AudioFrame, _seconds: number): void | Promise<void> {}

	override async captureFrame(frame: AudioFrame): Promise<void> {
		await super.captureFrame(frame);
		if (this.#seconds === 0) this.onPlaybackStarted(Date.now());
		const seconds = frame.samplesPerChannel / frame.sampleRate;
		this.#seconds += seconds;
		await this.took(frame, seconds);
	}

	override flush(): void {
		super.flush();
		this.#finish(false);
	}

	override clearBuffer(): void {
		this.#finish(true);
	}

	#finish(interrupted: boolean): void {
		if (this.#seconds === 0) return;
		const playbackPosition = this.#seconds;
		this.#seconds = 0;
		this.onPlaybackFinished({ playbackPosition, interrupted });
	}
}
