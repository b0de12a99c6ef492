/** A Lua script. It takes its time and its ids as arguments, so that it does the same wherever and whenever it runs. */
export interface Script {
	readonly text: string;
	/** By which a database that has run it before knows it. */
	hash(): Promise<string>;
}

/**
 * Without the flag Upstash locks the whole database for each script. With it, a script may touch only keys that it was
 * given as KEYS.
 */
const FLAG = '#!lua flags=allow-key-locking';

export function script(body: string): Script {
	const text = `${FLAG}${body}`;
	let hash: Promise<string> | null = null;
	return {
		text,
		hash: () => {
			hash ??= sha1(text);
			return hash;
		},
	};
}

async function sha1(text: string): Promise<string> {
	const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text));
	return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
