// Stand-ins for what the ways to a server meet on a machine. For tests only.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createProgress } from '../install/progress.mjs';
import type { Search } from './server.ts';

/** Answers `--version` as livekit-server does. */
export const SERVER = '#!/bin/sh\necho livekit-server version 1.13.5\n';

/** An empty folder for the time of a test. */
export async function folder(): Promise<string> {
	const path = await mkdtemp(join(tmpdir(), 'greenroom-livekit-'));
	onTestFinished(() => rm(path, { recursive: true }));
	return path;
}

export async function executable(file: string, text: string): Promise<void> {
	await writeFile(file, text);
	await chmod(file, 0o755);
}

export const search = (
	env: Readonly<Record<string, string | undefined>>,
	signal = new AbortController().signal,
): Search => ({
	env: { ...env, PATH: env['PATH'] ?? process.env['PATH'] },
	progress: createProgress({ write: () => {} }, { live: false }),
	signal,
});
