/**
 * Asks the thread that plays. Who asks again is not answered to what they asked before.
 *
 * @module
 */
import type { Scene } from '../scene/scene.ts';
import type { Played } from './play-scene.ts';

export interface Asked {
	readonly id: number;
	readonly scene: Scene;
}

export type Told =
	| { readonly id: number; readonly outcome: 'played'; readonly played: Played }
	| { readonly id: number; readonly outcome: 'failed'; readonly why: string };

/** As much of a `Worker` as is needed. */
export interface Thread {
	postMessage(asked: Asked): void;
	addEventListener(type: 'message', listener: (message: { readonly data: Told }) => void): void;
	addEventListener(type: 'error', listener: () => void): void;
}

export type Answer =
	| { readonly outcome: 'played'; readonly played: Played }
	| { readonly outcome: 'failed'; readonly why: string };

export type Player = ReturnType<typeof makePlayer>;

export function makePlayer(thread: Thread, onAnswer: (answer: Answer) => void) {
	let last = 0;
	thread.addEventListener('message', ({ data }) => {
		if (data.id === last) onAnswer(data);
	});
	thread.addEventListener('error', () => onAnswer({ outcome: 'failed', why: 'its thread has failed' }));
	return (scene: Scene): void => {
		last += 1;
		thread.postMessage({ id: last, scene });
	};
}
