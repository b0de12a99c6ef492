import { join } from 'node:path';
import { cacheFolder } from '../install/cache-folder.ts';
import { buildServer } from './build-server.ts';
import { downloadServer } from './download-server.ts';
import { BINARY, SERVER_VERSION } from './release.ts';
import { type Finding, onPath, type Search, type Server, sayServer, tryServer, type WayName, ways } from './server.ts';

/** Tries one way. */
export type Way = () => Promise<Finding>;

/** No way led to a server. `tried` says of each why. */
export interface NoServer {
	readonly outcome: 'none';
	readonly tried: readonly { readonly way: WayName; readonly why: string }[];
}

/** Takes the ways in their order until one leads to a server; the later, slower ones are not even begun. */
export async function firstServer(
	open: Readonly<Record<WayName, Way>>,
): Promise<{ outcome: 'found'; server: Server } | NoServer> {
	const tried: { way: WayName; why: string }[] = [];
	for (const way of ways) {
		const finding = await open[way]();
		if (finding.outcome === 'found') return finding;
		tried.push({ way, why: finding.why });
	}
	return { outcome: 'none', tried };
}

/** Finds a livekit-server on this machine, or brings one here. */
export async function findServer(search: Search): Promise<{ outcome: 'found'; server: Server } | NoServer> {
	const { env, progress } = search;
	const folder = join(cacheFolder(env), `v${SERVER_VERSION}`);
	const cached = join(folder, BINARY);
	const found = await firstServer({
		PATH: async () => {
			const binary = await onPath(BINARY, env['PATH']);
			return binary === null ? { outcome: 'absent', why: 'not there' } : tryServer(binary, 'PATH', search);
		},
		cache: async () => {
			const binary = await onPath(BINARY, folder);
			return binary === null ? { outcome: 'absent', why: `no ${cached}` } : tryServer(binary, 'cache', search);
		},
		'go install': () => buildServer(search, folder),
		release: () => downloadServer(search, folder),
	});
	if (found.outcome === 'found') progress.say(sayServer(found.server));
	return found;
}
