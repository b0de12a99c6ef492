import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BINARY } from './release.ts';
import { type Finding, type Search, tryServer, type WayName } from './server.ts';

/**
 * A folder beside the cached server in which one is made. Whatever happens the folder is gone afterwards, and the
 * server appears in the cache only when it runs: by a rename, so that two starts at once cannot see half of it.
 *
 * @param make answers with the file that it made, or with why it could not
 */
export async function inWorkshop(
	cache: string,
	from: WayName,
	search: Search,
	make: (workshop: string) => Promise<{ readonly file: string } | { readonly why: string }>,
): Promise<Finding> {
	await mkdir(cache, { recursive: true });
	const workshop = await mkdtemp(join(cache, 'making-'));
	try {
		const made = await make(workshop);
		if ('why' in made) return { outcome: 'failed', why: made.why };
		await chmod(made.file, 0o755);
		const finding = await tryServer(made.file, from, search);
		if (finding.outcome !== 'found') return finding;
		const binary = join(cache, BINARY);
		await rename(made.file, binary);
		return { outcome: 'found', server: { ...finding.server, binary } };
	} finally {
		await rm(workshop, { recursive: true, force: true });
	}
}
