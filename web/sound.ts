/**
 * Everything about microphones and speakers: loaded when somebody wants to talk, or to check their sound before.
 *
 * @module
 */
import { makeChoices } from './call/devices/choice.ts';
import { createSound, type Sound, type SoundOptions } from './call/devices/create-sound.ts';
import { capture } from './call/microphone/capture.ts';
import { makeMeters } from './call/sound/level.ts';
import type { Outlet } from './call/sound/outlet.ts';

const choices = makeChoices(() => localStorage);

/** The microphone that is chosen now. */
export const captureChosen = (signal: AbortSignal) =>
	capture(navigator.mediaDevices, choices.load().microphone, signal);

export const soundOf = (options: SoundOptions, outlet: Outlet): Sound =>
	createSound(options, {
		media: navigator.mediaDevices,
		choices,
		outlet,
		meterOf: makeMeters(options.signal),
		now: () => performance.now(),
		still: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
		// A property that is null is none.
		draw: (level) => document.documentElement.style.setProperty('--level', level === null ? null : `${level}`),
	});
