import type { Plugin, Rollup } from 'vite';

/** Compressed bytes of script. */
export interface Sizes {
	/** What a visit costs. */
	readonly beforeStart: number;
	/** What it costs to be in a call: without what only some people open, as a check of their sound. */
	readonly connected: number;
	/** Everything that the page can load. */
	readonly all: number;
}

export interface Budget extends Pick<Sizes, 'beforeStart' | 'connected'> {
	/** Where its page is, `''` or with a slash at its end. */
	readonly folder: string;
	/** The modules that are loaded by `import()` for a call. */
	readonly forACall: readonly string[];
}

/** What a bundler says of a chunk. */
type Chunk = Pick<Rollup.OutputChunk, 'fileName' | 'imports' | 'isEntry' | 'facadeModuleId'>;

/** The names of all chunks that are loaded with these: whatever they import, by way of others too. */
export function loadedWith(begin: (chunk: Chunk) => boolean, chunks: readonly Chunk[]): ReadonlySet<string> {
	const loaded = new Set<string>();
	const load = (name: string): void => {
		if (loaded.has(name)) return;
		loaded.add(name);
		for (const next of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) load(next);
	};
	for (const chunk of chunks.filter(begin)) load(chunk.fileName);
	return loaded;
}

async function gzipped(code: string): Promise<number> {
	const stream = new Blob([code]).stream().pipeThrough(new CompressionStream('gzip'));
	return (await new Response(stream).arrayBuffer()).byteLength;
}

export async function measure(
	chunks: readonly (Chunk & { readonly code: string })[],
	forACall: readonly string[],
): Promise<Sizes> {
	const bytes = new Map(
		await Promise.all(chunks.map(async ({ fileName, code }) => [fileName, await gzipped(code)] as const)),
	);
	const sum = (names: Iterable<string>) => [...names].reduce((total, name) => total + (bytes.get(name) ?? 0), 0);
	const isForACall = ({ isEntry, facadeModuleId }: Chunk) =>
		isEntry || forACall.some((module) => facadeModuleId?.endsWith(`/${module}`));
	return {
		beforeStart: sum(loadedWith(({ isEntry }) => isEntry, chunks)),
		connected: sum(loadedWith(isForACall, chunks)),
		all: sum(bytes.keys()),
	};
}

/** What is over the budget, in words; empty when all is well. */
export const overBudget = (sizes: Sizes, budget: Pick<Budget, 'beforeStart' | 'connected'>): readonly string[] =>
	(['beforeStart', 'connected'] as const)
		.filter((part) => sizes[part] > budget[part])
		.map((part) => `${part}: ${sizes[part]} bytes of gzipped script, the budget is ${budget[part]}`);

/** Vite makes an asset of a web worker, with all that it imports in one file. */
const workersIn = (files: readonly (Rollup.OutputAsset | Rollup.OutputChunk)[]) =>
	files
		.filter((file) => file.type === 'asset')
		.filter(({ fileName }) => fileName.endsWith('.js'))
		.map(({ fileName, source }) => ({
			...{ fileName, code: String(source), imports: [], isEntry: true, facadeModuleId: null },
		}));

/**
 * Fails a build whose scripts are too large, and writes their sizes to `size.json` beside its page.
 *
 * @param budgets of each environment of the build, by its name
 */
export const sizeBudget = (budgets: Readonly<Record<string, Budget>>): Plugin => ({
	name: 'greenroom:size-budget',
	apply: 'build',
	generateBundle: {
		// After everything that still changes the scripts.
		order: 'post',
		async handler(_, bundle) {
			const budget = budgets[this.environment.name];
			if (budget === undefined) return;
			const files = Object.values(bundle);
			const chunks = files.filter((file) => file.type === 'chunk');
			const sizes = await measure([...chunks, ...workersIn(files)], budget.forACall);
			this.emitFile({ type: 'asset', fileName: `${budget.folder}size.json`, source: JSON.stringify(sizes) });
			const problems = overBudget(sizes, budget);
			if (problems.length > 0) this.error(`${this.environment.name}: ${problems.join('; ')}`);
		},
	},
});
