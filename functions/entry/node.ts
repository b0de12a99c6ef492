/**
 * The API as a Node process. Prints `{"event":"api_listening"}` once it takes requests, ends on SIGTERM and SIGINT.
 *
 * @module
 */
import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { makeLog } from '../log.ts';
import { EnvironmentError, readEnvironment } from '../protocol/environment.ts';
import { makeApi } from './api.ts';
import { underDevelopment } from './development/development.ts';
import { startFolderTimer } from './folder-timer.ts';
import { pageRoutes } from './page.ts';
import { startSweepTimer } from './sweep-timer.ts';

const HOST = '127.0.0.1';
/** Requests that are under way get this long. */
const STOP_WITHIN_MS = 3_000;

const log = makeLog((text) => process.stdout.write(text), Date.now);

function start(): void {
	const environment = readEnvironment(process.env, ['PORT', 'GREENROOM_PAGE', 'GREENROOM_DEVELOPMENT']);
	const { PORT, GREENROOM_PAGE, GREENROOM_DEVELOPMENT: control } = environment;
	const { app, deps, fileAccess } = makeApi(process.env, {
		version: 'dev',
		log,
		addressOf: (c) => getConnInfo(c).remote.address ?? null,
	});
	if (GREENROOM_PAGE !== undefined) app.route('/', pageRoutes(GREENROOM_PAGE));

	const answer =
		control === undefined ? app.fetch : underDevelopment(app.fetch, { control, ask: fetch, now: Date.now });
	const server = serve({ fetch: answer, hostname: HOST, port: PORT }, ({ port }) =>
		log({ level: 'info', event: 'api_listening', port, stage: deps.config.stage }),
	);
	server.on('error', (error) => {
		log({
			level: 'error',
			event: 'api_cannot_listen',
			port: PORT,
			error: 'code' in error ? String(error.code) : error.name,
		});
		process.exit(1);
	});
	const stopSweeping = startSweepTimer(deps);
	if (fileAccess?.kind === 'folder') startFolderTimer(deps, fileAccess.folder);
	const stop = () => {
		stopSweeping();
		server.close(() => process.exit(0));
		setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
	};
	process.on('SIGTERM', stop);
	process.on('SIGINT', stop);
}

try {
	start();
} catch (error) {
	if (!(error instanceof EnvironmentError)) throw error;
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
}
