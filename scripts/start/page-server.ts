// The page while it is being written: vite with hot replacement, and the API behind the same origin.
import { join } from 'node:path';
import { createServer } from 'vite';
import { readEnvironment } from '../../functions/protocol/environment.ts';

const { PORT, GREENROOM_API_URL } = readEnvironment(process.env, ['PORT', 'GREENROOM_API_URL']);
const root = join(import.meta.dirname, '../../web');

const server = await createServer({
	root,
	configFile: join(root, 'vite.config.ts'),
	clearScreen: false,
	server: { host: '127.0.0.1', port: PORT, strictPort: true, proxy: { '/api': GREENROOM_API_URL } },
});
await server.listen();
process.stdout.write(`${JSON.stringify({ level: 'info', event: 'page_listening', port: PORT })}\n`);
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)));
