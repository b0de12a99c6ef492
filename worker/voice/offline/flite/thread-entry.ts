import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What a `Worker` is started with: a module, or a script that loads it. */
export type ThreadEntry = URL | string;

/** From the folder `worker`, and from the folder that holds it. */
const PLACES = ['voice/offline/flite/thread', 'worker/voice/offline/flite/thread'];

/**
 * Finds the thread's entry: as TypeScript beside this file, as `.mjs` in a bundle. In a bundle this code is part of
 * another entry (`worker/job/main.mjs`) or of a shared chunk, so it looks upwards from wherever it came to lie.
 *
 * @param from `import.meta.url` of the code that runs
 * @throws Error naming the file that the bundle lacks
 */
export function findThread(from: string, exists: (path: string) => boolean = existsSync): ThreadEntry {
	const extension = from.endsWith('.ts') ? '.ts' : '.mjs';
	for (let folder = new URL('.', from); ; folder = new URL('..', folder)) {
		for (const place of PLACES) {
			const url = new URL(`${place}${extension}`, folder);
			if (exists(fileURLToPath(url))) return extension === '.ts' ? runnable(url) : url;
		}
		if (folder.pathname === new URL('..', folder).pathname) break;
	}
	throw new Error(`found no ${PLACES[0]}${extension} above ${from}: bundle it as an entry of its own`);
}

/**
 * Node 24 strips types by itself. On Node 20 neither tsx nor vitest reaches into threads (tsx registers its hooks in the
 * main thread only, whatever `execArgv` a thread inherits), so the thread calls tsx itself.
 */
function runnable(typescript: URL): ThreadEntry {
	if ('typescript' in process.features && process.features.typescript !== false) return typescript;
	const [api, file] = [JSON.stringify(import.meta.resolve('tsx/esm/api')), JSON.stringify(typescript.href)];
	return `import(${api}).then(({ tsImport }) => tsImport(${file}, ${file}));`;
}
