/**
 * How a job's process ends when agents may not end it, or not with the code that is meant. agents (1.9) ends every process
 * of a job that it could tear down with `process.exit(0)`; what is set while that runs wins (Node's `exit` event). And it
 * waits for the room to be left, which takes for ever where the network swallows everything (measured: more than 40 s).
 *
 * @module
 */

/** agents closes its session, leaves the room and saves what was said; the worker's health pass kills after 30 s. */
const TORN_DOWN_WITHIN_MS = 20_000;

/** From now on this process ends soon, and with this code, however it ends. */
export function endProcess(process: NodeJS.Process, code: 0 | 1, withinMs = TORN_DOWN_WITHIN_MS): void {
	process.once('exit', () => {
		process.exitCode = code;
	});
	setTimeout(() => process.exit(code), withinMs).unref();
}
