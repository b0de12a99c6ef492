/**
 * Loaded into every process of a worker (`--import`): how late its event loop is, a line each five seconds, into a file of
 * the process in `GREENROOM_PROBE`.
 *
 * @module
 */
import { appendFile } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const EVERY_MS = 5000;
/** Node measures from timer to timer: what a timer takes anyway is in it. */
const RESOLUTION_MS = 10;

const folder = process.env['GREENROOM_PROBE'];
const isJob = process.argv.some((argument) => argument.includes('job_proc'));

if (folder !== undefined && isMainThread && isJob) {
	const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
	delay.enable();
	const timer = setInterval(() => {
		const p99 = Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS);
		delay.reset();
		appendFile(join(folder, `${process.pid}`), `${Date.now()} ${p99.toFixed(1)}\n`, () => {});
	}, EVERY_MS);
	timer.unref();
}
