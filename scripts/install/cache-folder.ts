import { homedir } from 'node:os';
import { join } from 'node:path';

/** `~/.cache/greenroom`, outside of the clone: it outlives it, and several clones share it. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
	const given = env['XDG_CACHE_HOME'];
	const base = given === undefined || given === '' ? join(env['HOME'] ?? homedir(), '.cache') : given;
	return join(base, 'greenroom');
}
