import { problemOf } from './problem.ts';

export type Capture =
	| { readonly outcome: 'captured'; readonly track: MediaStreamTrack }
	/** `error`: the name of what the browser threw. */
	| { readonly outcome: 'refused'; readonly error: string };

/**
 * Captures the microphone until the signal is aborted, also when the person answers the browser's question after that.
 *
 * @param devices not there on a page that was not loaded over https or from this machine
 * @param chosen `deviceId`; while that device is not there, another one is captured, and the track says which. Empty: none
 */
export async function capture(
	devices: MediaDevices | undefined,
	chosen: string,
	signal: AbortSignal,
): Promise<Capture> {
	const ask = (device: MediaTrackConstraints) =>
		devices?.getUserMedia({
			audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...device },
		});
	try {
		// A mere wish for a device is not granted by Chromium.
		const stream = await (chosen === ''
			? ask({})
			: ask({ deviceId: { exact: chosen } })?.catch((error: unknown) => {
					if (error instanceof Error && problemOf(error.name) === 'missing') return ask({});
					throw error;
				}));
		const track = stream?.getAudioTracks()[0];
		if (track === undefined) return { outcome: 'refused', error: '' };
		const stop = () => track.stop();
		if (signal.aborted) stop();
		signal.addEventListener('abort', stop);
		return { outcome: 'captured', track };
	} catch (error) {
		return { outcome: 'refused', error: error instanceof Error ? error.name : '' };
	}
}
