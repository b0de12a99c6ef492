import { absentParts, type SystemPartName } from '../install/system-parts.ts';

export type TestPartName = SystemPartName | 'livekit-server' | 'base image';

/** How `npm test` tells the suites what could not be had. */
export const MISSING_PARTS = 'GREENROOM_MISSING_PARTS';

/**
 * What this machine lacks, for tests that skip visibly without it:
 * `test.skipIf(missingParts().includes('chromium'))(…)`.
 */
export function missingParts(
	env: Readonly<Record<string, string | undefined>> = process.env,
	absent: () => readonly TestPartName[] = absentParts,
): readonly string[] {
	const told = env[MISSING_PARTS];
	if (told === undefined) return absent();
	return told.split(',').filter((name) => name !== '');
}
