import { type AudioBuffer, mergeFrames, normalizeLanguage, stt } from '@livekit/agents';
import { type AudioFrame, AudioResampler } from '@livekit/rtc-node';
import { RECOGNISER_SAMPLE_RATE, type Recogniser } from './recogniser.ts';

/**
 * pocketsphinx as agents' speech-to-text, an utterance at a time. What the grammar does not allow has an empty
 * transcript, and no turn comes of it.
 */
export class PocketsphinxSTT extends stt.STT {
	override label = 'pocketsphinx.STT';
	readonly #recogniser: Recogniser;

	/** @param recogniser stays the caller's: `close()` of this leaves it open */
	constructor(recogniser: Recogniser) {
		super({ streaming: false, interimResults: false });
		this.#recogniser = recogniser;
	}

	override get provider(): string {
		return 'pocketsphinx';
	}

	protected override async _recognize(buffer: AudioBuffer, abortSignal?: AbortSignal): Promise<stt.SpeechEvent> {
		const text = await this.#transcribe(toRecogniserRate(mergeFrames(buffer)), abortSignal);
		const said = { text, language: normalizeLanguage('en'), startTime: 0, endTime: 0, confidence: 1 };
		return { type: stt.SpeechEventType.FINAL_TRANSCRIPT, alternatives: [said] };
	}

	async #transcribe(pcm: Int16Array, abortSignal: AbortSignal | undefined): Promise<string> {
		try {
			const recognition = await this.#recogniser.recognise(pcm, abortSignal);
			return recognition.outcome === 'heard' ? recognition.text : '';
		} catch (error) {
			// The call ends; agents would log a failed recognition.
			if (abortSignal?.aborted) return '';
			throw error;
		}
	}

	override stream(): stt.SpeechStream {
		throw new Error('pocketsphinx hears whole utterances: wrap it in stt.StreamAdapter, as agents does by itself');
	}
}

function toRecogniserRate(frame: AudioFrame): Int16Array {
	if (frame.sampleRate === RECOGNISER_SAMPLE_RATE) return frame.data;
	const resampler = new AudioResampler(frame.sampleRate, RECOGNISER_SAMPLE_RATE, 1);
	const resampled = [...resampler.push(frame), ...resampler.flush()];
	resampler.close();
	return resampled.length === 0 ? new Int16Array(0) : mergeFrames(resampled).data;
}
