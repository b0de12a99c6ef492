/**
 * A bare livekit-server for tests of what LiveKit does: nothing of Greenroom talks to it.
 *
 * @module
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgentDispatchClient, RoomServiceClient } from 'livekit-server-sdk';
import { livekitYaml } from '../../scripts/livekit/config.ts';
import { findServer } from '../../scripts/livekit/find-server.ts';
import type { Keys } from '../../scripts/livekit/keys.ts';
import { sayNoServer } from '../../scripts/livekit/no-server.ts';
import { type Guard, startGuard } from '../../scripts/processes/guard.ts';
import { type ProcessGroup, startGroup } from '../../scripts/processes/process-group.ts';
import { anyPorts, anyUdpPort } from '../../scripts/start/ports.ts';
import { untilAnswered } from '../../scripts/start/readiness.ts';
import { listenForWebhooks, type Webhooks } from './webhooks.ts';

export interface LiveKitServer {
	/** For participants and workers. */
	readonly url: string;
	readonly keys: Keys;
	readonly rooms: RoomServiceClient;
	readonly dispatches: AgentDispatchClient;
	readonly webhooks: Webhooks;
	/** Kills it, and starts it again on the same ports. */
	restart(): Promise<void>;
	stop(): Promise<void>;
	/** Ends with this process what was started for its tests. */
	readonly guard: Guard;
}

const silent = { say() {}, step: () => ({ update() {}, end() {}, done() {} }) };
const keys: Keys = { apiKey: 'livekitfacts', apiSecret: 'only-of-a-server-that-lives-for-a-minute' };
const READY_WITHIN_MS = 15_000;

export async function startServer(): Promise<LiveKitServer> {
	const found = await findServer({ env: process.env, progress: silent, signal: new AbortController().signal });
	if (found.outcome === 'none') throw new Error(sayNoServer(found, process.platform));
	const [port = 0] = await anyPorts(1);
	const webhooks = await listenForWebhooks(keys);
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-livekit-facts-'));
	const configFile = join(folder, 'livekit.yaml');
	const config = { ...keys, port, udpPort: await anyUdpPort(), webhookUrl: webhooks.url, graceSeconds: 60 };
	await writeFile(configFile, livekitYaml(config), { mode: 0o600 });

	const guard = startGuard();
	const binary = found.server.binary;
	const http = `http://127.0.0.1:${port}`;
	let running = await run();

	async function run(): Promise<ProcessGroup> {
		const lines: string[] = [];
		const group = startGroup({ command: binary, args: ['--config', configFile], cwd: folder, env: {} }, (line) =>
			lines.push(line),
		);
		if (group.pid !== null) guard.watch(group.pid);
		const signal = AbortSignal.timeout(READY_WITHIN_MS);
		const ready = untilAnswered(http)({ onLine() {}, signal }).then(() => !signal.aborted);
		if (await Promise.race([ready, group.exited.then(() => false)])) return group;
		await end(group);
		throw new Error(`livekit-server did not start:\n${lines.join('\n')}`);
	}

	/** At once: asked politely, it waits for the people in its rooms. */
	async function end(group: ProcessGroup): Promise<void> {
		await group.end([]);
		if (group.pid !== null) guard.release(group.pid);
	}

	return {
		...{ keys, webhooks, guard },
		url: http.replace(/^http/, 'ws'),
		rooms: new RoomServiceClient(http, keys.apiKey, keys.apiSecret),
		dispatches: new AgentDispatchClient(http, keys.apiKey, keys.apiSecret),
		async restart() {
			await end(running);
			running = await run();
		},
		async stop() {
			await end(running);
			await guard.close();
			await webhooks.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
