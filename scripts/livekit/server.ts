import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Progress } from '../install/progress.mjs';
import { runCommand, sayExit } from '../processes/run-command.ts';
import { BINARY, parseVersion, SERVER_VERSION } from './release.ts';

/** What every way to a server is given. */
export interface Search {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly progress: Progress;
	/** Aborting it throws; nothing else does. */
	readonly signal: AbortSignal;
}

/** A livekit-server that runs on this machine. */
export interface Server {
	readonly binary: string;
	readonly version: string;
	readonly from: WayName;
}

/** Where a server can come from, in the order in which the ways are tried. */
export const ways = ['PATH', 'cache', 'go install', 'release'] as const;
export type WayName = (typeof ways)[number];

/** What one way came to: a server, or why not. */
export type Finding =
	| { readonly outcome: 'found'; readonly server: Server }
	| { readonly outcome: 'absent' | 'failed'; readonly why: string };

/** The first executable of that name, as a shell would find it; `null` when there is none. */
export async function onPath(name: string, path: string | undefined): Promise<string | null> {
	for (const folder of (path ?? '').split(delimiter)) {
		if (folder === '') continue;
		const file = join(folder, name);
		if (await isExecutable(file)) return file;
	}
	return null;
}

/** A binary is a server when it says so itself: a file for another machine or half a download does not. */
export async function tryServer(binary: string, from: WayName, { env, signal }: Search): Promise<Finding> {
	const { ok, tail, exit } = await runCommand({ command: binary, args: ['--version'], cwd: '/', env }, { signal });
	const version = parseVersion(tail.join('\n'));
	if (ok && version !== null) return { outcome: 'found', server: { binary, version, from } };
	return { outcome: 'failed', why: `${binary} --version does not answer like a ${BINARY} (${sayExit(exit)})` };
}

/** What to say about a found server: which, from where, and whether it is another one than Greenroom is tested with. */
export function sayServer({ version, from }: Server): string {
	const what = `livekit-server ${version} (${from})`;
	return version === SERVER_VERSION ? what : `${what}. Greenroom is tested with ${SERVER_VERSION}.`;
}

async function isExecutable(file: string): Promise<boolean> {
	try {
		await access(file, constants.X_OK);
		return (await stat(file)).isFile();
	} catch {
		return false;
	}
}
