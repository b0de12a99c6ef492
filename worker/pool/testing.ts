/** For tests: agents' own server with its real processes, and an agent that does as it is told; LiveKit is silent. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { readWorkerConfig } from '../config.ts';
import type { Log } from '../log.ts';
import { within } from '../within.ts';
import { poolOf } from './agents-pool.ts';
import { freePort } from './http/own-port.ts';
import { makeServer } from './server.ts';

const agents = import.meta.resolve('@livekit/agents');

/**
 * The agent of a room called `obeys…` leaves when it is cut, that of one called `hangs…` hangs as it leaves, and any
 * other hears nothing. `quits…` ends by itself after half a second.
 */
const agent = `
	import { defineAgent } from ${JSON.stringify(agents)};
	let cut;
	export default defineAgent({
		async prewarm() {
			cut = new Promise((resolve) => process.on('message', ({ greenroom }) => greenroom === 'cut' && resolve()));
			if (process.env.TEST_PREWARM === 'never') await new Promise((resolve) => setTimeout(resolve, 60_000));
		},
		async entry(ctx) {
			const { name } = ctx.job.room;
			process.send({ greenroom: 'job_begins', room: name, jobId: ctx.job.id });
			if (name.startsWith('hangs')) {
				ctx.addShutdownCallback(() => { for (;;); });
				ctx.shutdown('over');
			}
			if (name.startsWith('quits')) setTimeout(() => ctx.shutdown('over'), 500);
			if (name.startsWith('obeys')) void cut.then(() => ctx.shutdown('cut'));
		},
	});`;

/** Takes connections and says nothing. */
export async function listen(): Promise<Server> {
	const server = createServer();
	const sockets: Socket[] = [];
	server.on('connection', (socket) => sockets.push(socket.on('error', () => {})));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		for (const socket of sockets) socket.destroy();
		server.close();
	});
	return server;
}
export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

export async function startPool({ idle, log, livekitPort }: { idle: number; log: Log; livekitPort?: number }) {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-pool-'));
	onTestFinished(() => rm(folder, { recursive: true }));
	await writeFile(join(folder, 'agent.mjs'), agent);
	const config = readWorkerConfig({
		LIVEKIT_URL: `ws://127.0.0.1:${livekitPort ?? portOf(await listen())}`,
		LIVEKIT_API_KEY: 'devkey',
		LIVEKIT_API_SECRET: '0123456789abcdef0123456789abcdef',
		GREENROOM_API_URL: 'http://127.0.0.1:1',
		STAGE: 'test',
		WORKER_IDLE_PROCESSES: String(idle),
	});
	const server = makeServer({
		...{ config, log },
		agentFile: join(folder, 'agent.mjs'),
		port: await freePort(),
		onRegistered() {},
		answer: async () => {},
		load: () => 0,
	});
	const pool = poolOf(server);
	void server.run().catch(() => {});
	// Its processes end at once; what it waits for is the attempt to reach LiveKit.
	onTestFinished(async () => void (await within(2_000, server.close())));
	let jobs = 0;
	return {
		server,
		pool,
		/** As LiveKit's assignment makes agents do it. */
		launch(room: string) {
			jobs += 1;
			return pool.launchJob({ job: { id: `AJ_${jobs}`, room: { name: room } }, url: '', token: '', workerId: '' });
		},
		/** Waits for so many processes that wait for a job. */
		warm: (count: number) => vi.waitUntil(() => pool.warmedProcQueue.items.length >= count, 40_000),
	};
}
