/**
 * The microphones and speakers of this machine, as far as the browser tells.
 *
 * @module
 */

export interface Device {
	readonly id: string;
	readonly label: string;
}

export interface Devices {
	readonly microphones: readonly Device[];
	readonly speakers: readonly Device[];
}

export const NO_DEVICES: Devices = { microphones: [], speakers: [] };

/** Chromium lists what the system uses under names of its own, beside the device itself. */
const aliases = ['', 'default', 'communications'];

/** Before somebody has allowed the microphone, browsers list devices without name and id: those are left out. */
export function devicesOf(infos: readonly Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label'>[]): Devices {
	const of = (wanted: MediaDeviceKind) =>
		infos
			.filter(({ kind, deviceId }) => kind === wanted && !aliases.includes(deviceId))
			.map(({ deviceId, label }) => ({ id: deviceId, label }));
	return { microphones: of('audioinput'), speakers: of('audiooutput') };
}

export interface DeviceWatch {
	/** Looks now: after the microphone was allowed, devices have names, and nothing says so. */
	look(): Promise<void>;
}

/**
 * Looks whenever a device comes or goes, until the signal is aborted.
 *
 * @param media not there on a page that was not loaded over https or from this machine
 */
export function makeDevices(
	media: MediaDevices | undefined,
	found: (devices: Devices) => void,
	signal: AbortSignal,
): DeviceWatch {
	let latest = 0;
	async function look(): Promise<void> {
		latest += 1;
		const mine = latest;
		const infos = await media?.enumerateDevices().catch(() => null);
		// Of two looks the one that began later has seen more, whichever is answered first.
		if (infos != null && mine === latest && !signal.aborted) found(devicesOf(infos));
	}
	media?.addEventListener('devicechange', () => void look(), { signal });
	return { look };
}
