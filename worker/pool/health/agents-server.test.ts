import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readWorkerConfig } from '../../config.ts';
import { within } from '../../within.ts';
import { watchChildren } from '../children.ts';
import { freePort } from '../http/own-port.ts';
import { makeServer } from '../server.ts';
import { lookAtConnection } from './outage.ts';

const agent = `
	import { defineAgent } from ${JSON.stringify(import.meta.resolve('@livekit/agents'))};
	export default defineAgent({ async entry() {} });`;

/** Takes connections and says nothing. */
async function listen(): Promise<Server> {
	const server = createServer();
	const sockets: Socket[] = [];
	server.on('connection', (socket) => sockets.push(socket));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		for (const socket of sockets) socket.destroy();
		server.close();
	});
	return server;
}
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** What the health pass and the watch for outages stand on: agents pings each process, and says when it is alone. */
test('agents’ server asks its processes whether they live, and says that it has no LiveKit', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-server-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	await writeFile(join(folder, 'agent.mjs'), agent);
	const config = readWorkerConfig({
		LIVEKIT_URL: `ws://127.0.0.1:${portOf(await listen())}`,
		LIVEKIT_API_KEY: 'devkey',
		LIVEKIT_API_SECRET: '0123456789abcdef0123456789abcdef',
		GREENROOM_API_URL: 'http://127.0.0.1:1',
		STAGE: 'test',
		WORKER_IDLE_PROCESSES: '1',
	});
	const port = await freePort();
	let answers = 0;
	onTestFinished(
		watchChildren({
			onChild: ({ kind, listen }) => kind === 'job' && listen(({ word }) => void (word === 'answers' && answers++)),
			onUnstarted() {},
		}),
	);
	const server = makeServer({
		config,
		agentFile: join(folder, 'agent.mjs'),
		port,
		log() {},
		onRegistered() {},
		async answer() {},
		load: () => 0,
	});
	void server.run().catch(() => {});
	// Its processes end at once; what it waits for is the attempt to reach LiveKit.
	onTestFinished(async () => void (await within(2_000, server.close())));
	await vi.waitUntil(async () => (await lookAtConnection(port)) === 'disconnected', 40_000);
	// That it is ready, and to a ping.
	await vi.waitUntil(() => answers >= 2, 40_000);
	expect(await lookAtConnection(port)).toBe('disconnected');
}, 90_000);
