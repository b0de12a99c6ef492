/**
 * A Greenroom between calls: what is to be there, and what is left of calls that are over.
 *
 * @module
 */
import { setTimeout as wait } from 'node:timers/promises';
import { eventually } from '../../../e2e/eventually.ts';
import { type Greenroom, viewRooms } from '../../../e2e/greenroom.ts';
import { sample, type Watched } from './sampler.ts';
import { leftOf, type Sample } from './verdict.ts';

/** Job processes that wait for a call; each that gets one is replaced. */
export const IDLE_PROCESSES = 2;
const LEFT_WITHIN_MS = 60_000;
/** A look takes the kernel longer than {@link eventually} waits in between. */
const BREATH_MS = 300;

export const watchedOf = ({ running, workerGroup }: Greenroom): Watched => ({
	worker: workerGroup,
	api: running.pids().get('api') ?? 0,
});

/** The worker as it is between calls: no room, and as many processes as it keeps warm. */
export async function quiet(greenroom: Greenroom): Promise<Sample> {
	const { rooms } = viewRooms(greenroom);
	const look = async () => {
		await wait(BREATH_MS);
		return { rooms: await rooms(), sample: await sample(watchedOf(greenroom), 0) };
	};
	const seen = await eventually(
		'no room and no process of a call',
		look,
		({ rooms, sample }) => rooms.length === 0 && sample.jobs === IDLE_PROCESSES,
		LEFT_WITHIN_MS,
	);
	return seen.sample;
}

/** Nothing, as soon as that is so. */
export async function whatIsLeft(greenroom: Greenroom, before: Sample): Promise<readonly string[]> {
	const { rooms } = viewRooms(greenroom);
	const look = async () => {
		await wait(BREATH_MS);
		const open = (await rooms()).map((room) => `room ${room}`);
		return [...open, ...leftOf(before, await sample(watchedOf(greenroom), 0))];
	};
	return eventually('what is left', look, ({ length }) => length === 0, LEFT_WITHIN_MS).catch(look);
}
