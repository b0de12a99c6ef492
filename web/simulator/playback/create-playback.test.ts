import { createRoot } from 'solid-js';
import { expect, test } from 'vitest';
import { createPlayback } from './create-playback.ts';

function opened(length = 10_000) {
	let waiting: ((time: number) => void) | null = null;
	const playback = createRoot(() =>
		createPlayback({
			frame: (run) => {
				waiting = run;
				return 1;
			},
			cancel: () => {
				waiting = null;
			},
			length: () => length,
			at: 0,
		}),
	);
	const frameAt = (time: number) => {
		const run = waiting;
		waiting = null;
		run?.(time);
	};
	return { playback, frameAt, isWaiting: () => waiting !== null };
}

test('time moves on by what has passed, as fast as it is told to', () => {
	const { playback, frameAt } = opened();
	playback.setSpeed(20);
	playback.play();
	frameAt(1_000);
	expect(playback.at()).toBe(0);
	frameAt(1_016);
	expect(playback.at()).toBe(320);
});

test('what was paused does not jump when it goes on', () => {
	const { playback, frameAt, isWaiting } = opened();
	playback.play();
	frameAt(0);
	frameAt(10);
	playback.pause();
	expect(isWaiting()).toBe(false);
	playback.play();
	frameAt(90_000);
	expect(playback.at()).toBe(50);
});

test('it ends at the end, and begins again from there', () => {
	const { playback, frameAt } = opened(100);
	playback.play();
	frameAt(0);
	frameAt(1_000);
	expect([playback.at(), playback.isRunning()]).toEqual([100, false]);
	playback.play();
	expect(playback.at()).toBe(0);
});

test('nobody jumps out of the history', () => {
	const { playback } = opened(100);
	playback.jump(-5);
	expect(playback.at()).toBe(0);
	playback.jump(500);
	expect(playback.at()).toBe(100);
});
