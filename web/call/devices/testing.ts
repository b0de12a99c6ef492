/**
 * Devices and tracks for tests: a browser has its own only with hardware.
 *
 * @module
 */
import type { Sound } from './create-sound.ts';
import { NO_DEVICES } from './devices.ts';

export interface FakeInfo {
	readonly kind: MediaDeviceKind;
	readonly deviceId: string;
	readonly label: string;
}

export const microphoneInfo = (deviceId: string): FakeInfo => ({
	kind: 'audioinput',
	deviceId,
	label: `Microphone ${deviceId}`,
});
export const speakerInfo = (deviceId: string): FakeInfo => ({
	kind: 'audiooutput',
	deviceId,
	label: `Speaker ${deviceId}`,
});

/** As much of a browser's track as a page touches. */
export class FakeTrack extends EventTarget {
	readonly kind = 'audio';
	enabled = true;
	readyState = 'live';
	readonly clones: FakeTrack[] = [];
	readonly #deviceId: string;
	constructor(deviceId = 'default') {
		super();
		this.#deviceId = deviceId;
	}
	getConstraints = () => ({});
	getSettings = () => ({ deviceId: this.#deviceId });
	clone = () => {
		const clone = new FakeTrack(this.#deviceId);
		this.clones.push(clone);
		return clone;
	};
	stop = () => {
		this.readyState = 'ended';
	};
	/** As when the device is pulled out. */
	unplug(): void {
		this.readyState = 'ended';
		this.dispatchEvent(new Event('ended'));
	}
}

// The only place where a browser's own object has to be made up.
export const trackOf = (fake: FakeTrack) => fake as unknown as MediaStreamTrack;

/** `navigator.mediaDevices` with devices that come and go. */
export class FakeMedia extends EventTarget {
	infos: readonly FakeInfo[];
	constructor(...infos: readonly FakeInfo[]) {
		super();
		this.infos = infos;
	}
	enumerateDevices = async () => this.infos;
	have(...infos: readonly FakeInfo[]): void {
		this.infos = infos;
		this.dispatchEvent(new Event('devicechange'));
	}
}
export const mediaOf = (fake: FakeMedia) => fake as unknown as MediaDevices;

/** Nothing is known, and nothing happens. */
export const quietSound: Sound = {
	devices: () => NO_DEVICES,
	choice: () => ({ microphone: '', speaker: '', volume: 1 }),
	choose: () => {},
	level: () => null,
	hint: () => null,
	instead: () => null,
};
