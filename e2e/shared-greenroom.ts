/**
 * One Greenroom for all test files that do not need another one: it takes ten seconds to start.
 *
 * @module
 */
import type { TestProject } from 'vitest/node';
import { type Address, type Greenroom, lacks, startForTests } from './greenroom.ts';

declare module 'vitest' {
	export interface ProvidedContext {
		/** Null where this machine lacks what it needs. */
		greenroom: Address | null;
	}
}

/** Of the process, whatever number of projects have this file: each of them has a module of its own. */
interface Shared {
	readonly greenroom: Promise<Greenroom>;
	users: number;
}

const key = Symbol.for('greenroom.e2e.shared');
const shared = globalThis as { [key]?: Shared };

export async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
	if (lacks('chromium', 'livekit-server')) {
		provide('greenroom', null);
		return undefined;
	}
	shared[key] ??= { greenroom: startForTests(), users: 0 };
	const running = shared[key];
	running.users += 1;
	const greenroom = await running.greenroom;
	const { url, apiUrl, livekit, logFolder, opsToken, workerGroup } = greenroom;
	provide('greenroom', { url, apiUrl, livekit, logFolder, opsToken, workerGroup });
	return async () => {
		running.users -= 1;
		if (running.users === 0) await greenroom.stop();
	};
}
