/**
 * What nobody has touched for as long as a record lives is removed from the folder. In a bucket a lifecycle rule does it.
 *
 * @module
 */
import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** @returns how many files were removed */
export async function sweepFolder(folder: string, before: number): Promise<number> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
	let removed = 0;
	for (const entry of entries.filter((one) => one.isFile())) {
		const path = join(entry.parentPath, entry.name);
		const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
		if (mtimeMs >= before) continue;
		await rm(path, { force: true });
		removed += 1;
		// Only an empty one goes.
		await rmdir(entry.parentPath).catch(() => {});
	}
	return removed;
}
