import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite';
import solid from 'vite-plugin-solid';
import { plainLiveKit } from './size/plain-livekit.ts';
import { plainSolid } from './size/plain-solid.ts';
import { sizeBudget } from './size/size-budget.ts';

/** Where the API answers while Vite serves the page. */
const api = `http://127.0.0.1:${process.env['PORT'] ?? 3000}`;

/**
 * Vite wraps each `import()` to preload what the chunk needs: 0.9 kB gzip of the 8 that the page has before Start. Ours
 * needs nothing, since all styles are in one file.
 */
const plainImport: Plugin = {
	name: 'greenroom:plain-import',
	enforce: 'pre',
	load: { filter: { id: /vite\/preload-helper/ }, handler: () => 'export const __vitePreload = (load) => load();' },
};

/** One listener per button is less code than the machinery that would save them. */
const plainEvents = { delegateEvents: false };

/** A page beside the one for callers, which loads nothing of it. */
const pageIn = (folder: string): EnvironmentOptions => ({
	consumer: 'client',
	// The first one has emptied it.
	build: {
		emptyOutDir: false,
		copyPublicDir: false,
		rolldownOptions: { input: `${import.meta.dirname}/${folder}/index.html` },
	},
});

export default defineConfig({
	root: import.meta.dirname,
	plugins: [
		solid({ solid: plainEvents }),
		plainImport,
		plainSolid(),
		plainLiveKit(),
		sizeBudget({
			client: { folder: '', forACall: ['begin.ts', 'talk.tsx'], beforeStart: 8_000, connected: 160_000 },
			ops: { folder: 'ops/', forACall: [], beforeStart: 25_000, connected: 25_000 },
			simulator: { folder: 'simulator/', forACall: [], beforeStart: 150_000, connected: 150_000 },
		}),
	],
	server: { host: '127.0.0.1', proxy: { '/api': api } },
	environments: { ops: pageIn('ops'), simulator: pageIn('simulator') },
	builder: {
		buildApp: async ({ environments, build }) => {
			for (const environment of Object.values(environments)) if (environment.name !== 'ssr') await build(environment);
		},
	},
	build: {
		target: 'es2022',
		cssCodeSplit: false,
		modulePreload: false,
		// A data: URI would need words of its own in a Content-Security-Policy.
		assetsInlineLimit: 0,
		// The size budget above is the one that counts.
		chunkSizeWarningLimit: 1_000,
	},
});
