/**
 * - `thread_died`: it is replaced, the next text is spoken again
 * - `timed_out`: the thread hung and was ended; it is replaced as well
 * - `synthesis_failed`: flite could not speak this text
 * - `closed`: `close()` was called
 */
export type FliteErrorCode = 'thread_died' | 'timed_out' | 'synthesis_failed' | 'closed';

/** Never holds the text that was to be spoken. */
export class FliteError extends Error {
	override readonly name = 'FliteError';
	readonly code: FliteErrorCode;
	constructor(code: FliteErrorCode, message: string, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}
