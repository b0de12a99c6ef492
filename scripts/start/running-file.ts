/**
 * What `npm start` tells other programs of this machine while it runs: `.greenroom/running.json`. It holds the keys of
 * the deployment, so only its owner can read it.
 *
 * @module
 */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { StoreAccess } from '../../functions/store/access.ts';
import type { LiveKitAccess, Variables } from './settings.ts';

const runningSchema = z.object({
	/** Of who has started it. One that is not alive was killed, and could not remove the file. */
	pid: z.int().check(z.positive()),
	/** What people open. */
	url: z.string(),
	/** What `npm run doctor` and `npm run rooms` read of any deployment from the environment. */
	variables: z.record(z.string(), z.string()),
});
export type RunningNow = z.infer<typeof runningSchema>;

const fileIn = (stateDir: string): string => join(stateDir, 'running.json');

/** @returns removes it, unless another start has written there since */
export async function writeRunning(stateDir: string, running: RunningNow): Promise<() => Promise<void>> {
	const file = fileIn(stateDir);
	const draft = `${file}.${running.pid}`;
	await writeFile(draft, `${JSON.stringify(running, null, '\t')}\n`, { mode: 0o600 });
	// Nobody reads half of it, and an old file's mode does not matter.
	await rename(draft, file);
	return async () => {
		const found = await read(file);
		if (found?.pid === running.pid) await rm(file, { force: true });
	};
}

/** `stale`: it was started, and killed. */
export async function readRunning(
	stateDir: string,
	isAlive: (pid: number) => boolean = pidIsAlive,
): Promise<RunningNow | 'none' | 'stale'> {
	const running = await read(fileIn(stateDir));
	if (running === null) return 'none';
	return isAlive(running.pid) ? running : 'stale';
}

async function read(file: string): Promise<RunningNow | null> {
	try {
		return runningSchema.parse(JSON.parse(await readFile(file, 'utf8')));
	} catch {
		return null;
	}
}

function pidIsAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}

/** A deployment as its environment says it: the variables of its parts that were not set are those of this start. */
export function variablesOf(started: {
	readonly apiUrl: string;
	readonly livekit: LiveKitAccess;
	readonly store: StoreAccess | null;
	readonly opsToken: string;
	readonly variables: Variables;
}): Record<string, string> {
	const { apiUrl, livekit, store, opsToken, variables } = started;
	const kept = ['STAGE', 'AGENT_NAME', 'AGENT_DISPATCH', 'GRACE_SECONDS', 'ROOM_LIFECYCLE'];
	const all = {
		...Object.fromEntries(kept.map((name) => [name, variables[name]])),
		GREENROOM_API_URL: apiUrl,
		OPS_TOKEN: opsToken,
		LIVEKIT_URL: livekit.url,
		LIVEKIT_API_KEY: livekit.apiKey,
		LIVEKIT_API_SECRET: livekit.apiSecret,
		UPSTASH_REDIS_REST_URL: store?.url,
		UPSTASH_REDIS_REST_TOKEN: store?.token,
	};
	return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
