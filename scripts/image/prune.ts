/**
 * Takes out of `node_modules` what an image does without; Dockerfile.worker runs it, where `npm ci` has installed for the
 * image's own platform.
 *
 * @module
 */
import { readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isNeedless, type Target } from './needless.ts';

/** @returns bytes that are gone */
export function prune(nodeModules: string, target: Target): number {
	const visit = (folder: string): number => {
		let gone = 0;
		for (const entry of readdirSync(folder, { withFileTypes: true })) {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) gone += visit(path);
			else if (isNeedless(relative(nodeModules, path), target)) {
				gone += entry.isFile() ? statSync(path).size : 0;
				rmSync(path);
			}
		}
		if (readdirSync(folder).length === 0) rmdirSync(folder);
		return gone;
	};
	return visit(nodeModules);
}

if (process.argv[1] === import.meta.filename) {
	const megabytes = prune('node_modules', { arch: process.arch }) / 1e6;
	process.stdout.write(`Taken out of node_modules: ${megabytes.toFixed(0)} MB\n`);
}
