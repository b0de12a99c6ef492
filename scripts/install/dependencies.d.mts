import type { Progress } from './progress.mjs';

/** Runs `npm ci` when node_modules is not what package-lock.json says. Answers with why it failed. */
export function ensureDependencies(
	root: string,
	progress: Progress,
	env?: Readonly<Record<string, string | undefined>>,
): Promise<string | null>;
