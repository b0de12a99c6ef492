import { join } from 'node:path';
import type { StoreAccess } from '../../functions/store/access.ts';
import type { PartSpec } from './part.ts';
import { untilAnswered, untilEvents } from './readiness.ts';
import type { LiveKitAccess, Variables } from './settings.ts';

/** What all parts have in common. */
export interface Place {
	/** The repository. */
	readonly root: string;
	readonly variables: Variables;
}

const node = (place: Place, args: readonly string[], own: Variables) => ({
	command: process.execPath,
	args,
	cwd: place.root,
	// A test runner's NODE_ENV is not meant for what it starts.
	env: { ...place.variables, NODE_ENV: 'production', ...own },
});

const withAccess = ({ url, apiKey, apiSecret }: LiveKitAccess): Variables => ({
	LIVEKIT_URL: url,
	LIVEKIT_API_KEY: apiKey,
	LIVEKIT_API_SECRET: apiSecret,
});

export function livekitSpec(place: Place, server: { binary: string; configFile: string; port: number }): PartSpec {
	return {
		name: 'livekit',
		title: 'livekit-server',
		command: {
			command: server.binary,
			args: ['--config', server.configFile],
			cwd: place.root,
			// Its flags can be variables too (LIVEKIT_CONFIG, LIVEKIT_KEYS): the file alone decides.
			env: { PATH: place.variables['PATH'], HOME: place.variables['HOME'] },
		},
		ready: untilAnswered(`http://127.0.0.1:${server.port}/`),
		readyWithinMs: 15_000,
		// The first asks it to wait for the people in its rooms, the second not to. A TERM within milliseconds of its
		// first answer hangs it: killed then.
		stop: [
			{ signal: 'SIGTERM', waitMs: 300 },
			{ signal: 'SIGTERM', waitMs: 2000 },
		],
		whenItDies: 'all ends',
	};
}

/** A redis-server and the bridge before it. */
export function storeSpec(
	place: Place,
	store: { program: string; binary: string; folder: string; port: number; token: string },
): PartSpec {
	return {
		name: 'store',
		title: 'store',
		command: {
			command: process.execPath,
			args: [store.program, store.binary, store.folder, String(store.port)],
			cwd: place.root,
			env: { PATH: place.variables['PATH'], UPSTASH_REDIS_REST_TOKEN: store.token },
		},
		ready: untilEvents('store_listening'),
		// It reads what it has kept.
		readyWithinMs: 30_000,
		// What it was told is in the system's hands by then, and a kill loses nothing.
		stop: [{ signal: 'SIGTERM', waitMs: 400 }],
		whenItDies: 'restart',
	};
}

interface ApiPlan {
	readonly program: string;
	readonly port: number;
	readonly livekit: LiveKitAccess;
	/** `null`: its memory. */
	readonly store: StoreAccess | null;
	readonly page: string | undefined;
	/** Opens the operator's doors. */
	readonly opsToken: string;
	/** Where files are kept; `undefined`: where the environment says. */
	readonly filesFolder?: string | undefined;
	/** Where the page's buttons lead that break things; `undefined`: it has none. */
	readonly development?: string | undefined;
}

export function apiSpec(place: Place, api: ApiPlan): PartSpec {
	return {
		name: 'api',
		title: 'API',
		command: node(place, ['--enable-source-maps', api.program], {
			...withAccess(api.livekit),
			PORT: String(api.port),
			GREENROOM_PAGE: api.page,
			GREENROOM_DEVELOPMENT: api.development,
			UPSTASH_REDIS_REST_URL: api.store?.url,
			UPSTASH_REDIS_REST_TOKEN: api.store?.token,
			OPS_TOKEN: api.opsToken,
			...(api.filesFolder === undefined ? {} : { FILES_FOLDER: api.filesFolder }),
		}),
		ready: untilEvents('api_listening'),
		readyWithinMs: 20_000,
		stop: [{ signal: 'SIGTERM', waitMs: 3500 }],
		// Calls go on without it, and it has kept nothing to itself.
		whenItDies: 'restart',
	};
}

export function workerSpec(
	place: Place,
	worker: { program: string; port: number; livekit: LiveKitAccess; apiUrl: string },
): PartSpec {
	return {
		name: 'worker',
		title: 'worker',
		command: node(place, [worker.program], {
			...withAccess(worker.livekit),
			WORKER_PORT: String(worker.port),
			GREENROOM_API_URL: worker.apiUrl,
			// Nobody waits for a call to end when everything is being stopped.
			WORKER_DRAIN_SECONDS: place.variables['WORKER_DRAIN_SECONDS'] ?? '2',
			// One person calls, and wants their machine for something else.
			WORKER_IDLE_PROCESSES: place.variables['WORKER_IDLE_PROCESSES'] ?? '2',
		}),
		ready: untilEvents('worker_registered', 'job_process_warm'),
		readyWithinMs: 60_000,
		stop: [{ signal: 'SIGTERM', waitMs: 4000 }],
		whenItDies: 'restart',
	};
}

/** The page as it is being written, in place of the built one. */
export function pageSpec(
	place: Place,
	page: { port: number; apiUrl: string; development?: string | undefined },
): PartSpec {
	return {
		name: 'page',
		title: 'page server',
		command: node(place, ['--import', 'tsx', join(place.root, 'scripts/start/page-server.ts')], {
			NODE_ENV: 'development',
			PORT: String(page.port),
			GREENROOM_API_URL: page.apiUrl,
			GREENROOM_DEVELOPMENT: page.development,
		}),
		ready: untilEvents('page_listening'),
		readyWithinMs: 30_000,
		stop: [{ signal: 'SIGTERM', waitMs: 1000 }],
		whenItDies: 'all ends',
	};
}
