/**
 * The store of `npm start`: a redis-server with Upstash's REST door before it, `main.ts <redis-server> <folder> <port>`.
 * Prints `{"event":"store_listening"}` once it takes requests, ends on SIGTERM, and with its redis-server.
 *
 * @module
 */
import { startBridge } from './bridge.ts';
import { startRedisServer } from './server.ts';

const say = (line: Readonly<Record<string, string | number>>) =>
	process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`);

const [binary = '', folder = '', wanted = ''] = process.argv.slice(2);
// Not an argument: those are shown to every user of the machine.
const token = process.env['UPSTASH_REDIS_REST_TOKEN'] ?? '';
if (binary === '' || folder === '' || wanted === '' || token === '')
	throw new Error('It needs a redis-server, a folder, a port, and UPSTASH_REDIS_REST_TOKEN.');

// Of our process group: whoever ends that ends both.
const redis = await startRedisServer({
	binary,
	folder,
	onLine: (text) => say({ level: 'info', event: 'redis', text }),
	ownGroup: false,
});
let stopping = false;
void redis.ended.then((how) => {
	if (stopping) return;
	say({ level: 'error', event: 'redis_server_ended', how });
	process.exit(1);
});
process.on('SIGTERM', async () => {
	stopping = true;
	await redis.stop();
	process.exit(0);
});
const { port } = await startBridge({ connection: redis.connection, token, port: Number(wanted) });
say({ level: 'info', event: 'store_listening', port });
