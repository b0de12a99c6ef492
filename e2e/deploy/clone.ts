/**
 * A clone of this repository, with its packages: what a deploy builds lies there, and nobody's `.env` says where it goes.
 *
 * @module
 */
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');
/** What a fresh clone has not. */
const NOT_CLONED = /^(?:\.git|node_modules|\.greenroom|\.sst|\.build|coverage|\.env.*|(?:.*\/)?dist)$/;

export interface Clone {
	readonly root: string;
	remove(): Promise<void>;
}

export async function cloneHere(): Promise<Clone> {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-clone-'));
	await cp(root, folder, { recursive: true, filter: (file) => !NOT_CLONED.test(relative(root, file)) });
	await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
	return { root: folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
