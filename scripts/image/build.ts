/**
 * The worker's image, built as Docker would build it; layers of a former build are used again.
 *
 * @module
 */
import { sayExit } from '../processes/run-command.ts';
import { BASE } from './base.ts';
import type { Buildah } from './buildah.ts';
import { keptBytes } from './image.ts';

export const WORKER_IMAGE = 'localhost/greenroom-worker:test';

/** About eight builds with other packages each; then all layers but those of the last one go, and the next takes long. */
const KEPT_BYTES = 6e9;

/** @returns what buildah said, if it failed; `null`: it is built */
export async function buildWorker(
	buildah: Buildah,
	root: string,
	{ dockerfile = 'Dockerfile.worker', name = WORKER_IMAGE, onLine = (_: string) => {} } = {},
): Promise<string | null> {
	// Docker's format: the other one has no HEALTHCHECK.
	const how = ['--layers', '--format', 'docker', '--pull-never', '--build-arg', `NODE_IMAGE=${BASE}`];
	const build = ['build', ...how, '--file', dockerfile, '--tag', name, '.'];
	const { ok, tail, exit } = await buildah.run(build, { cwd: root, onLine });
	if (ok && (await keptBytes(buildah)) > KEPT_BYTES) await buildah.run(['rmi', '--prune']);
	return ok ? null : `${sayExit(exit)}\n${tail.slice(-15).join('\n')}`;
}
