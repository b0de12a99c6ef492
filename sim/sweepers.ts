/**
 * Who drives deadlines beside the heartbeats of workers: the schedule of a deployment, once a minute, whose turns may
 * overlap, or the timer of a laptop, each second, one turn after the other (`functions/entry`).
 *
 * @module
 */
import type { Handler } from './api/api.ts';
import type { Network } from './api/network.ts';
import type { NotedDoors } from './api/noted.ts';
import type { Clock } from './clock/clock.ts';
import { makeLink } from './link.ts';
import { makeProcess } from './process.ts';

const PATIENCE_MS = 30_000;
const LISTS_EVERY_MS = 60_000;

export interface ScheduleOptions {
	readonly clock: Clock;
	readonly request: Network;
	readonly doors: NotedDoors;
	readonly everyMs: number;
}

/** @returns ends it */
export function startSchedule({ clock, request, doors, everyMs }: ScheduleOptions): () => void {
	const sender = { process: makeProcess('schedule'), link: makeLink() };
	let callOff = () => {};
	let listedAt = Number.NEGATIVE_INFINITY;
	let isRunning = false;

	const ask = (door: Handler<string>) => request(sender, 'the schedule sweeps', door, PATIENCE_MS);

	async function runTimer(): Promise<void> {
		if (isRunning) return;
		isRunning = true;
		const mayList = clock.now() >= listedAt + LISTS_EVERY_MS;
		if (mayList) listedAt = clock.now();
		await ask(doors.timer(mayList));
		isRunning = false;
	}
	const turn = () => {
		callOff = clock.after(everyMs, turn);
		void (everyMs < LISTS_EVERY_MS ? runTimer() : ask(doors.schedule));
	};
	callOff = clock.after(everyMs, turn);
	return () => callOff();
}
