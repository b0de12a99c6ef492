import { defineConfig, type Plugin } from 'vite';
import solid from 'vite-plugin-solid';
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

export default defineConfig({
	root: import.meta.dirname,
	plugins: [solid({ solid: plainEvents }), plainImport, sizeBudget({ beforeStart: 8_000, connected: 160_000 })],
	server: { host: '127.0.0.1', proxy: { '/api': api } },
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
