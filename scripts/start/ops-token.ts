/**
 * What opens the operator's doors of a Greenroom on this machine, when nobody has set OPS_TOKEN.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';

const TOKEN = /^[A-Za-z0-9_-]{32,}$/;

/** Reads it from a file that only its owner can read, or makes it: whoever looks keeps their token over a restart. */
export async function keptOpsToken(file: string, random: (bytes: number) => Buffer = randomBytes): Promise<string> {
	const kept = (await readFile(file, 'utf8').catch(() => '')).trim();
	const isKept = TOKEN.test(kept);
	const token = isKept ? kept : random(32).toString('base64url');
	if (!isKept) await writeFile(file, `${token}\n`, { mode: 0o600 });
	// The mode above is for a new file; this one may have been there.
	await chmod(file, 0o600);
	return token;
}
