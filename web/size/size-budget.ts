import type { Plugin } from 'vite';

/** Compressed bytes of script. */
export interface Sizes {
	/** What a visit costs. */
	readonly beforeStart: number;
	/** What a visit with a call costs. */
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

/** Fails a build whose scripts are too large, and writes their sizes to `size.json` beside them. */
export const sizeBudget = (budget: Sizes): Plugin => ({
	name: 'greenroom:size-budget',
	apply: 'build',
	generateBundle: {
		// After everything that still changes the scripts.
		order: 'post',
		async handler(_, bundle) {
			const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
			const entries = chunks.filter((chunk) => chunk.isEntry);
			const eager = new Set(entries.flatMap((entry) => [entry.fileName, ...entry.imports]));
			const sizes = await measure(chunks.map(({ code, fileName }) => ({ code, eager: eager.has(fileName) })));
			this.emitFile({ type: 'asset', fileName: 'size.json', source: JSON.stringify(sizes) });
			const problems = overBudget(sizes, budget);
			if (problems.length > 0) this.error(problems.join('; '));
		},
	},
});
