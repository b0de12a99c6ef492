/**
 * Plays scenes in a thread of its own: a simulated world takes the timers of its thread.
 *
 * @module
 */
import { settleBy } from '../../../sim/clock/settle.ts';
import { playScene } from './play-scene.ts';
import type { Asked, Told } from './player.ts';

const { port1, port2 } = new MessageChannel();
let next = (): void => {};
port1.onmessage = () => next();
const settle = settleBy((run) => {
	next = run;
	port2.postMessage(null);
});

/** One world at a time. */
let last: Promise<void> = Promise.resolve();

async function answer({ id, scene }: Asked): Promise<void> {
	const told = await playScene(scene, settle).then(
		(played): Told => ({ id, outcome: 'played', played }),
		(error: unknown): Told => ({ id, outcome: 'failed', why: String(error) }),
	);
	self.postMessage(told);
}

self.onmessage = ({ data }: MessageEvent<Asked>) => {
	last = last.then(() => answer(data));
};
