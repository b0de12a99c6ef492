/**
 * The moment that is looked at, and how it moves on.
 *
 * @module
 */
import { createSignal, onCleanup } from 'solid-js';

export interface PlaybackOptions {
	/** Calls back before the next picture, with the time in milliseconds. */
	readonly frame: (run: (time: number) => void) => number;
	readonly cancel: (frame: number) => void;
	/** Milliseconds from the beginning. */
	readonly length: () => number;
	readonly at: number;
}

export type Playback = ReturnType<typeof createPlayback>;

export function createPlayback({ frame, cancel, length, at: from }: PlaybackOptions) {
	const [at, setAt] = createSignal(from);
	const [isRunning, setRunning] = createSignal(false);
	const [speed, setSpeed] = createSignal(5);
	let next: number | null = null;
	let last: number | null = null;

	function advance(time: number): void {
		const passed = last === null ? 0 : time - last;
		last = time;
		setAt(Math.min(length(), at() + passed * speed()));
		if (at() >= length()) pause();
		else next = frame(advance);
	}
	function pause(): void {
		if (next !== null) cancel(next);
		next = null;
		last = null;
		setAt(Math.round(at()));
		setRunning(false);
	}
	function play(): void {
		if (isRunning()) return;
		if (at() >= length()) setAt(0);
		setRunning(true);
		next = frame(advance);
	}
	onCleanup(pause);
	return {
		at,
		isRunning,
		speed,
		setSpeed,
		play,
		pause,
		jump(to: number): void {
			setAt(Math.round(Math.max(0, Math.min(length(), to))));
		},
	};
}
