import type { Device } from './devices.ts';

/** What is known of microphones at one moment. */
export interface MicrophonesSeen {
	/** `deviceId` of the choice; empty: none. */
	readonly chosen: string;
	/** `deviceId` of what is captured; `null`: the microphone of the call was lost. */
	readonly captured: string | null;
	readonly there: readonly Device[];
}

/**
 * Whether the microphone should be captured anew: the one that was lost can be replaced, or the chosen one is back. It
 * is asked when devices come and go, and not after each capture: a device that does not start is not tried for ever.
 */
export const wantsCapture = ({ chosen, captured, there }: MicrophonesSeen): boolean =>
	captured === null ? there.length > 0 : captured !== chosen && there.some(({ id }) => id === chosen);
