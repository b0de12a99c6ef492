/**
 * One Greenroom for all test files that do not need another one: it takes ten seconds to start.
 *
 * @module
 */
import type { TestProject } from 'vitest/node';
import { type Address, lacks, startForTests } from './greenroom.ts';

declare module 'vitest' {
	export interface ProvidedContext {
		/** Null where this machine lacks what it needs. */
		greenroom: Address | null;
	}
}

export async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
	if (lacks('chromium', 'livekit-server')) {
		provide('greenroom', null);
		return undefined;
	}
	const greenroom = await startForTests();
	const { url, apiUrl, livekit, logFolder, opsToken, workerGroup } = greenroom;
	provide('greenroom', { url, apiUrl, livekit, logFolder, opsToken, workerGroup });
	return () => greenroom.stop();
}
