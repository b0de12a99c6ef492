import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** pocketsphinx and its English model, as Debian's `pocketsphinx` and `pocketsphinx-en-us` install them. */
export interface Pocketsphinx {
	readonly outcome: 'present';
	readonly command: string;
	/** Folder of the acoustic model. */
	readonly acoustic: string;
	/** Pronunciations of 134 000 words. */
	readonly dictionary: string;
	/** Language model of phones, for the judgement of what was heard. */
	readonly phones: string;
}

export interface NoPocketsphinx {
	readonly outcome: 'absent';
	/** What was not found, for a log line. */
	readonly missing: string;
}

/** Looks for `pocketsphinx_batch` on the path, and for its model beside it. */
export function findPocketsphinx(
	env: Readonly<Record<string, string | undefined>>,
	exists: (path: string) => boolean = existsSync,
): Pocketsphinx | NoPocketsphinx {
	const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
	const command = folders.map((folder) => join(folder, 'pocketsphinx_batch')).find(exists);
	if (command === undefined) return { outcome: 'absent', missing: 'pocketsphinx_batch' };
	const model = join(dirname(dirname(command)), 'share/pocketsphinx/model/en-us');
	const found = {
		acoustic: join(model, 'en-us'),
		dictionary: join(model, 'cmudict-en-us.dict'),
		phones: join(model, 'en-us-phone.lm.bin'),
	};
	const missing = Object.values(found).find((path) => !exists(path));
	return missing === undefined ? { outcome: 'present', command, ...found } : { outcome: 'absent', missing };
}
