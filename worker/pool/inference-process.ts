/**
 * agents (1.9) starts one more process for each worker, with a model that detects the end of a turn: 280 MB that no voice
 * of Greenroom asks for, because turns are detected by the VAD or by a realtime model.
 *
 * @module
 */
import { InferenceRunner } from '@livekit/agents';

/** `inference/eot/runner.ts`. A job that asked for it all the same would be told that there is no such process. */
const END_OF_TURN = 'lk_eot_audio';

/** Before a server is made: agents takes it for registered, and starts a process for those that it sees listed. */
export function startNoInferenceProcess(): void {
	Object.defineProperty(InferenceRunner.registeredRunners, END_OF_TURN, {
		value: 'none',
		enumerable: false,
		configurable: true,
	});
}
