/**
 * What a deployment runs on Lambda: each entry is one file with all that it needs, because a function that begins reads
 * one file faster than thousands.
 *
 * @module
 */
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/** What a function at the edge is told when it is bundled: it has no variables of its own. No secret is among them. */
export interface EdgeDefines {
	readonly stage: string;
	/** Where its parameters are, and its files; it runs in others too. */
	readonly region: string;
	readonly parametersPath: string;
	readonly agentName: string;
	readonly version: string;
}

/** Folder of each in the output, by its file in `functions/entry`. */
const ENTRIES = { api: 'lambda', sweeper: 'sweeper', edge: 'lambda-edge' } as const;
export type FunctionName = keyof typeof ENTRIES;

interface Options {
	/** Gets `<name>/index.mjs`, whose `handler` is the function, and its source map. */
	readonly outdir: string;
	/** Without it the one for the edge is not bundled. */
	readonly edge?: EdgeDefines;
}

/**
 * Bundles the functions of this clone.
 *
 * @param root of the clone
 * @throws Error with esbuild's messages: file, line, and what is wrong there
 */
export async function bundleFunctions(root: string, { outdir, edge }: Options): Promise<void> {
	const names: readonly FunctionName[] = edge === undefined ? ['api', 'sweeper'] : ['api', 'sweeper', 'edge'];
	await Promise.all(names.map((name) => build(optionsFor(root, name, outdir, edge))));
}

const optionsFor = (root: string, name: FunctionName, outdir: string, edge?: EdgeDefines): BuildOptions => ({
	entryPoints: { index: join(root, 'functions/entry', `${ENTRIES[name]}.ts`) },
	absWorkingDir: root,
	outdir: join(outdir, name),
	outExtension: { '.js': '.mjs' },
	bundle: true,
	format: 'esm',
	platform: 'node',
	target: 'node24',
	minify: true,
	sourcemap: 'linked',
	// The clone of that version has them.
	sourcesContent: false,
	legalComments: 'none',
	logLevel: 'silent',
	define: name === 'edge' && edge !== undefined ? { EDGE_SETTINGS: JSON.stringify(settingsOf(edge)) } : {},
});

/** By the names that they have as variables elsewhere. */
const settingsOf = ({ stage, region, parametersPath, agentName, version }: EdgeDefines) => ({
	STAGE: stage,
	AWS_REGION: region,
	PARAMETERS_PATH: parametersPath,
	AGENT_NAME: agentName,
	GREENROOM_VERSION: version,
});
