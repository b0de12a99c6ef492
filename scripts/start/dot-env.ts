/**
 * The file `.env` in the repository.
 *
 * @module
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Variables } from './settings.ts';

/** Its variables; none where there is no such file. */
export async function dotEnv(root: string): Promise<Variables> {
	const text = await readFile(join(root, '.env'), 'utf8').catch(() => '');
	return parseEnv(text);
}
