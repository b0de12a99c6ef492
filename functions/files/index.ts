/**
 * The file store of an entry.
 *
 * @module
 */
import type { FileAccess } from './access.ts';
import { makeFolderFiles } from './folder/store.ts';
import type { FileStore } from './port.ts';
import { makeS3Files } from './s3/store.ts';

interface Around {
	readonly livekitApiKey: string;
	/** Signs what opens the folder's door, like the worker's other doors. */
	readonly livekitApiSecret: string;
}

/** @returns null: none are taken */
export function openFiles(
	access: FileAccess | null,
	{ livekitApiKey: apiKey, livekitApiSecret: apiSecret }: Around,
	newId: () => string,
	now: () => number = Date.now,
): FileStore | null {
	if (access === null) return null;
	if (access.kind === 's3') return makeS3Files({ ...access, now });
	return makeFolderFiles({ folder: access.folder, apiKey, apiSecret, newId, now });
}
