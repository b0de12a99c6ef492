/**
 * The bench of density where there is no clone: beside the files that `bundle.mjs` writes, with a livekit-server on PATH and
 * the packages of the worker.
 *
 * @module
 */
import { join } from 'node:path';
import { createProgress } from '../../install/progress.mjs';
import { benchDensity } from './density.ts';

const root = import.meta.dirname;
const programs = {
	root,
	api: join(root, 'api.mjs'),
	worker: join(root, 'worker/main.mjs'),
	probe: join(root, 'probe.mjs'),
	livekit: null,
};
const progress = createProgress(process.stdout);
process.exit(await benchDensity(process.argv.slice(2), { programs: async () => programs, progress }));
