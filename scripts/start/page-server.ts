// The page while it is being written: vite with hot replacement, and the API behind the same origin.
import { join } from 'node:path';
import { createServer, type Plugin } from 'vite';
import { DEVELOPMENT_PATH, developmentTag, isCallPage } from '../../functions/entry/development/door.ts';
import { readEnvironment } from '../../functions/protocol/environment.ts';

const { PORT, GREENROOM_API_URL, GREENROOM_DEVELOPMENT } = readEnvironment(process.env, [
	'PORT',
	'GREENROOM_API_URL',
	'GREENROOM_DEVELOPMENT',
]);
const root = join(import.meta.dirname, '../../web');

/** The buttons that break things, before every other script. */
const breakIt = (control: string): Plugin => ({
	name: 'greenroom:break-it',
	transformIndexHtml: {
		order: 'post',
		handler: (_, { path }) =>
			isCallPage(path) ? [{ ...developmentTag(new URL(control).pathname.slice(1)), injectTo: 'head-prepend' }] : [],
	},
});

const server = await createServer({
	root,
	configFile: join(root, 'vite.config.ts'),
	clearScreen: false,
	plugins: GREENROOM_DEVELOPMENT === undefined ? [] : [breakIt(GREENROOM_DEVELOPMENT)],
	server: {
		host: '127.0.0.1',
		port: PORT,
		strictPort: true,
		proxy: { '/api': GREENROOM_API_URL, [DEVELOPMENT_PATH]: GREENROOM_API_URL },
	},
});
await server.listen();
process.stdout.write(`${JSON.stringify({ level: 'info', event: 'page_listening', port: PORT })}\n`);
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)));
