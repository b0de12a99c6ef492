import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod/mini';

/** Of the local server. The cookie key is derived from the secret, so both outlive a restart. */
const keysSchema = z.object({
	apiKey: z.string().check(z.regex(/^[A-Za-z0-9]{8,64}$/)),
	apiSecret: z.string().check(z.minLength(32)),
});
export type Keys = z.infer<typeof keysSchema>;

/** Reads the keys from a file that only its owner can read, or makes them. */
export async function keptKeys(file: string, random: (bytes: number) => Buffer = randomBytes): Promise<Keys> {
	const kept = await read(file);
	const keys = kept ?? { apiKey: `API${random(8).toString('hex')}`, apiSecret: random(32).toString('base64url') };
	if (kept === null) await writeFile(file, `${JSON.stringify(keys, null, '\t')}\n`, { mode: 0o600 });
	// The mode above is for a new file; this one may have been there.
	await chmod(file, 0o600);
	return keys;
}

/** A file that holds no keys is as good as none: local keys can always be made again. */
async function read(file: string): Promise<Keys | null> {
	try {
		return keysSchema.parse(JSON.parse(await readFile(file, 'utf8')));
	} catch {
		return null;
	}
}
