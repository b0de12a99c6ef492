/**
 * What is measured: a livekit-server, an API and a worker on this machine. Nothing but livekit-server and the two programs
 * need be there, so that it runs where there is no clone.
 *
 * @module
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { livekitYaml } from '../../livekit/config.ts';
import { keptKeys } from '../../livekit/keys.ts';
import { onPath } from '../../livekit/server.ts';
import type { PartSpec } from '../../start/part.ts';
import { anyPorts, anyUdpPort } from '../../start/ports.ts';
import { apiSpec, livekitSpec, workerSpec } from '../../start/specs.ts';
import { supervise } from '../../start/supervisor.ts';
import { type Pins, pinned } from './pins.ts';

export interface Programs {
	/** Their own folder, in which they find their packages. */
	readonly root: string;
	readonly api: string;
	readonly worker: string;
	readonly probe: string;
	/** A livekit-server; null: the one on PATH. */
	readonly livekit: string | null;
}

export interface Place {
	readonly apiUrl: string;
	/** The worker's first process. */
	readonly worker: number;
	/** Where its probes write. */
	readonly probes: string;
	/** Warm processes that wait for a call. */
	idle(): number;
	stop(): Promise<void>;
}

interface Wanted {
	readonly programs: Programs;
	readonly pins: Pins;
	/** A shell's command; null: the worker of `programs`. */
	readonly worker: string | null;
	readonly idleProcesses: number;
	readonly say: (line: string) => void;
}

/** More than are ever tried: not the slots end a step, but what is heard. */
const SLOTS = '500';

export async function openPlace({ programs, pins, worker, idleProcesses, say }: Wanted): Promise<Place> {
	const stateDir = await mkdtemp(join(tmpdir(), 'greenroom-density-'));
	const probes = join(stateDir, 'probes');
	await mkdir(probes);
	const [port = 0, apiPort = 0, workerPort = 0] = await anyPorts(3);
	const keys = await keptKeys(join(stateDir, 'keys.json'));
	const apiUrl = `http://127.0.0.1:${apiPort}`;
	const configFile = join(stateDir, 'livekit.yaml');
	const webhookUrl = `${apiUrl}/api/livekit/webhook`;
	await writeFile(
		configFile,
		livekitYaml({ port, udpPort: await anyUdpPort(), webhookUrl, graceSeconds: 60, ...keys }),
	);

	const binary = programs.livekit ?? (await onPath('livekit-server', process.env['PATH']));
	if (binary === null) throw new Error('There is no livekit-server on PATH.');
	const livekit = { url: `ws://127.0.0.1:${port}`, ...keys };
	const own = { STAGE: 'density', VOICE: 'offline', MAX_CALLS: SLOTS };
	const place = { root: programs.root, variables: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...own } };
	const api = { program: programs.api, port: apiPort, livekit, store: null, page: undefined, opsToken: keys.apiSecret };
	const ofWorker = {
		WORKER_SLOTS: SLOTS,
		WORKER_IDLE_PROCESSES: String(idleProcesses),
		GREENROOM_PROBE: probes,
		NODE_OPTIONS: `--import=${pathToFileURL(programs.probe).href}`,
	};
	const workerPart = workerSpec(
		{ ...place, variables: { ...place.variables, ...ofWorker } },
		{ program: programs.worker, port: workerPort, livekit, apiUrl },
	);
	let warm = 0;
	let served = 0;
	const supervisor = supervise(
		[
			[pinned(livekitSpec(place, { binary, configFile, port }), pins.others)],
			[pinned(apiSpec(place, api), pins.others), pinned(commandedBy(workerPart, worker), pins.worker)],
		],
		{
			logFolder: join(stateDir, 'logs'),
			say,
			onLine(part, { json }) {
				if (part !== 'worker') return;
				if (json?.['event'] === 'job_process_warm') warm += 1;
				if (json?.['event'] === 'job_served') served += 1;
			},
		},
	);
	await supervisor.start();
	return {
		apiUrl,
		worker: supervisor.pids().get('worker') ?? 0,
		probes,
		idle: () => warm - served,
		async stop() {
			await supervisor.stop();
			await rm(stateDir, { recursive: true, force: true });
		},
	};
}

const commandedBy = (spec: PartSpec, worker: string | null): PartSpec =>
	worker === null ? spec : { ...spec, command: { ...spec.command, command: 'sh', args: ['-c', `exec ${worker}`] } };
