import { provideBase } from '../image/base.ts';
import { buildWorker } from '../image/build.ts';
import { openBuildah, whyNoImages } from '../image/buildah.ts';
import { aptInstall } from '../install/apt.ts';
import type { Progress } from '../install/progress.mjs';
import { absentParts } from '../install/system-parts.ts';
import { findServer } from '../livekit/find-server.ts';
import { sayNoServer } from '../livekit/no-server.ts';
import { onPath } from '../livekit/server.ts';
import type { TestPartName } from './missing-parts.ts';

interface Machine {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly progress: Progress;
	readonly signal: AbortSignal;
	/** May packages be installed here? */
	readonly isRoot: boolean;
}

/** Brings to this machine what the end-to-end suite needs. Answers with what could not be had, and has said why. */
export async function provideParts(machine: Machine): Promise<TestPartName[]> {
	const { env, progress, signal } = machine;
	const missing: TestPartName[] = await provideSystemParts(machine);
	const found = await findServer({ env, progress, signal });
	if (found.outcome === 'found') return missing;
	progress.say(sayNoServer(found, process.platform));
	return [...missing, 'livekit-server'];
}

/**
 * Builds the worker's image where packages can still be had: the tests build it again from its layers, where nothing leads
 * out. What is wrong with the image itself is for them to say.
 *
 * @returns what is missing for it
 */
export async function provideImage(machine: Machine, root: string): Promise<TestPartName[]> {
	const { progress } = machine;
	const why = (await whyNoImages(machine)) ?? (await provideBase(openBuildah(machine), machine));
	if (why !== null) {
		progress.say(`The worker's image is not built: ${why}`);
		return ['base image'];
	}
	const step = progress.step("Building the worker's image");
	const failure = await buildWorker(openBuildah(machine), root, { onLine: step.update });
	if (failure === null) step.done("Built the worker's image");
	else progress.say(`The worker's image could not be built: ${failure}`);
	step.end();
	return [];
}

async function provideSystemParts({ env, progress, signal, isRoot }: Machine): Promise<TestPartName[]> {
	const absent = absentParts(env['PATH']);
	if (absent.length === 0) return [];
	if (!isRoot || (await onPath('apt-get', env['PATH'])) === null) {
		progress.say(`Not here: ${absent.join(', ')}. On Debian: sudo apt-get install ${absent.join(' ')}`);
		return absent;
	}
	const failure = await aptInstall(absent, { env, progress, signal });
	if (failure !== null) progress.say(`apt-get failed:\n${failure}`);
	return absentParts(env['PATH']);
}
