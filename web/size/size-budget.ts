import type { Plugin, Rollup } from 'vite';

/** Compressed bytes of script. */
export interface Sizes {
	/** What a visit costs. */
	readonly beforeStart: number;
	/** What a visit with a call costs at most: everything that the page can load. */
	readonly connected: number;
}

/** One script of the build. */
export interface Script {
	readonly code: string;
	/** Loaded with the page, and not when a call starts. */
	readonly eager: boolean;
}

async function gzipped(code: string): Promise<number> {
	const stream = new Blob([code]).stream().pipeThrough(new CompressionStream('gzip'));
	return (await new Response(stream).arrayBuffer()).byteLength;
}

export async function measure(scripts: readonly Script[]): Promise<Sizes> {
	const sizes = await Promise.all(scripts.map(async ({ code, eager }) => ({ eager, bytes: await gzipped(code) })));
	const sum = (parts: readonly { readonly bytes: number }[]) => parts.reduce((total, part) => total + part.bytes, 0);
	return { beforeStart: sum(sizes.filter((size) => size.eager)), connected: sum(sizes) };
}

/** What is over the budget, in words; empty when all is well. */
export const overBudget = (sizes: Sizes, budget: Sizes): readonly string[] =>
	(['beforeStart', 'connected'] as const)
		.filter((part) => sizes[part] > budget[part])
		.map((part) => `${part}: ${sizes[part]} bytes of gzipped script, the budget is ${budget[part]}`);

/** What a bundler says of a chunk. */
type Chunk = Pick<Rollup.OutputChunk, 'fileName' | 'imports' | 'isEntry'>;

/** The names of all chunks that are loaded with the page: of its entry, and of whatever that imports. */
export function eagerOf(chunks: readonly Chunk[]): ReadonlySet<string> {
	const eager = new Set<string>();
	const load = (name: string): void => {
		if (eager.has(name)) return;
		eager.add(name);
		for (const next of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) load(next);
	};
	for (const { fileName } of chunks.filter(({ isEntry }) => isEntry)) load(fileName);
	return eager;
}

/**
 * Fails a build whose scripts are too large, and writes their sizes to `size.json` beside its page.
 *
 * @param budgets of each environment of the build, by its name; `folder` is where its page is
 */
export const sizeBudget = (budgets: Readonly<Record<string, Sizes & { readonly folder: string }>>): Plugin => ({
	name: 'greenroom:size-budget',
	apply: 'build',
	generateBundle: {
		// After everything that still changes the scripts.
		order: 'post',
		async handler(_, bundle) {
			const budget = budgets[this.environment.name];
			if (budget === undefined) return;
			const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
			const eager = eagerOf(chunks);
			const sizes = await measure(chunks.map(({ code, fileName }) => ({ code, eager: eager.has(fileName) })));
			this.emitFile({ type: 'asset', fileName: `${budget.folder}size.json`, source: JSON.stringify(sizes) });
			const problems = overBudget(sizes, budget);
			if (problems.length > 0) this.error(`${this.environment.name}: ${problems.join('; ')}`);
		},
	},
});
