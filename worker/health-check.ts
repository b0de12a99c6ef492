/**
 * Does this container's worker live? An image's HEALTHCHECK runs it: exit code 0 or 1.
 *
 * @module
 */
import { readEnvironment } from '../functions/protocol/environment.ts';

/** A stopped process still takes connections, and answers none. */
const ANSWERS_WITHIN_MS = 3_000;

const { WORKER_PORT } = readEnvironment(process.env, ['WORKER_PORT']);
const answer = await fetch(`http://127.0.0.1:${WORKER_PORT}/health`, {
	signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
}).catch(() => null);

process.exit(answer?.ok === true ? 0 : 1);
