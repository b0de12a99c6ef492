/**
 * The programs of this clone, bundled as `npm start` does it.
 *
 * @module
 */
import { join } from 'node:path';
import { findServer } from '../../livekit/find-server.ts';
import { sayNoServer } from '../../livekit/no-server.ts';
import { bundle, mainFile } from '../../start/bundle.ts';
import type { Programs } from './place.ts';

const root = join(import.meta.dirname, '../../..');
const silent = { say() {}, step: () => ({ update() {}, end() {}, done() {} }) };

/** @throws Error: esbuild's messages, or that there is no livekit-server */
export async function programsOfClone(): Promise<Programs> {
	await bundle(root, ['api', 'worker']);
	const search = { env: process.env, progress: silent, signal: new AbortController().signal };
	const found = await findServer(search);
	if (found.outcome === 'none') throw new Error(sayNoServer(found, process.platform));
	return {
		root,
		api: mainFile(root, 'api'),
		worker: mainFile(root, 'worker'),
		probe: join(import.meta.dirname, 'probe.mjs'),
		livekit: found.server.binary,
	};
}
