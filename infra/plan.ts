/**
 * All that a deploy is: what its stage is, what its environment says, and where what it has built lies.
 *
 * @module
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Deployment, readDeployment } from './deployment.ts';
import { AGENT } from './names.ts';
import { parameterPath } from './parameters.ts';
import { type StageSettings, stageSettings } from './stages.ts';

/** Folders, absolute. */
export interface Built {
	/** The repository. */
	readonly root: string;
	/** With `api`, `sweeper` and, where it is wanted, `edge`: the bundle of each, `index.mjs`. */
	readonly functions: string;
	readonly page: string;
}

export interface Plan {
	readonly settings: StageSettings;
	readonly deployment: Deployment;
	readonly built: Built;
}

/** What SST's app says of itself, and what is around it. */
export interface Around {
	readonly stage: string;
	readonly region: string;
	readonly mode: 'deploy' | 'dev' | 'remove';
	readonly root: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Milliseconds since the epoch. */
	readonly now: number;
}

/** @throws RangeError for what is no stage, EnvironmentError for what the environment says wrong, Error for `sst dev` */
export function planOf({ stage, region, mode, root, env, now }: Around): Plan {
	if (mode === 'dev') throw new Error('There is no `sst dev` here: npm start runs everything on this machine.');
	const settings = stageSettings(stage, env);
	const built = { root, functions: join(root, '.build/functions'), page: join(root, '.build/page') };
	return { settings, deployment: readDeployment({ settings, region, env, now }), built };
}

/** What a bundle for the edge is told: it has no environment. */
export const edgeDefines = ({ settings: { stage }, deployment }: Plan, region: string) => ({
	stage,
	region,
	parametersPath: parameterPath(stage),
	agentName: AGENT,
	version: deployment.version,
});

/** For a removal: what is removed need not be built, and perhaps no longer can be. */
export async function standIns({ functions, page }: Built): Promise<void> {
	const folders = [page, ...['api', 'sweeper', 'edge'].map((name) => join(functions, name))];
	await Promise.all(folders.map((folder) => mkdir(folder, { recursive: true })));
}
