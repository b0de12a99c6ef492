/**
 * The sweeper that a schedule calls each minute, as a program that calls it all the time, several times at once.
 *
 * @module
 */
import { setTimeout as wait } from 'node:timers/promises';
import { handler } from '../../functions/entry/sweeper.ts';

const AT_ONCE = 4;
const EVERY_MS = 100;

for (let turns = 0; ; turns++) {
	await Promise.all(Array.from({ length: AT_ONCE }, handler));
	if (turns === 0) process.stdout.write(`${JSON.stringify({ event: 'swept' })}\n`);
	await wait(EVERY_MS);
}
