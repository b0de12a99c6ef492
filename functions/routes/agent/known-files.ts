/**
 * What a job that begins is told of the files of its conversation.
 *
 * @module
 */
import type { Whose } from '../../conversations/view.ts';
import { type FileStore, fileKey } from '../../files/port.ts';
import type { ClaimResponse } from '../../protocol/agent.ts';
import { isText } from '../../protocol/files.ts';
import type { Facts } from '../../rooms/facts.ts';
import { storedFiles } from '../../rooms/files.ts';

/** The latest texts can be fetched: a model is not given more of them. */
const DOWNLOADS = 3;

export async function knownFiles(
	store: FileStore | null,
	whose: Whose,
	facts: Facts,
): Promise<Pick<ClaimResponse, 'files'>> {
	const files = storedFiles(facts);
	if (files.length === 0) return {};
	const texts = new Set(files.filter(({ type }) => isText(type)).slice(-DOWNLOADS));
	return {
		files: await Promise.all(
			files.map(async (file) =>
				store === null || !texts.has(file)
					? file
					: { ...file, download: await store.downloadOf(fileKey(whose, file.id)) },
			),
		),
	};
}
