export type Capture =
	| { readonly outcome: 'captured'; readonly track: MediaStreamTrack }
	/** `error`: the name of what the browser threw. */
	| { readonly outcome: 'refused'; readonly error: string };

/** `prompt` also where the browser does not say. */
export type Permission = PermissionState;

/**
 * Captures the microphone until the signal is aborted, also when the person answers the browser's question after that.
 *
 * @param devices not there on a page that was not loaded over https or from this machine
 */
export async function capture(devices: MediaDevices | undefined, signal: AbortSignal): Promise<Capture> {
	try {
		const stream = await devices?.getUserMedia({
			audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
		});
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

/** Whether a capture would ask the person first. */
export async function permission(permissions: Permissions | undefined): Promise<Permission> {
	try {
		return (await permissions?.query({ name: 'microphone' }))?.state ?? 'prompt';
	} catch {
		// Older Firefox knows no such permission name.
		return 'prompt';
	}
}
