/**
 * The worker's connection to LiveKit and its pool of job processes, by agents-js.
 *
 * @module
 */
import { AgentServer, initializeLogger, ServerOptions } from '@livekit/agents';
import type { WorkerConfig } from '../config.ts';
import type { Log } from '../log.ts';
import { choosePauses, pauseAfter } from './connection/pauses.ts';
import type { Offer } from './gate.ts';
import { startNoInferenceProcess } from './inference-process.ts';
import { FULL_FROM } from './load.ts';

/** A job process imports agents and loads the voice; a busy machine takes its time (agents-js#909). */
const INITIALIZE_TIMEOUT_MS = 30_000;
const SHUTDOWN_PROCESS_TIMEOUT_MS = 10_000;
const SESSION_END_TIMEOUT_MS = 20_000;
const JOB_MEMORY_LIMIT_MB = 800;

export interface PoolOptions {
	readonly config: WorkerConfig;
	/** The job's entry, absolute. */
	readonly agentFile: string;
	/** Of agents' own HTTP server, on this machine alone. */
	readonly port: number;
	readonly log: Log;
	/** LiveKit knows this worker: for the first time, or again after an outage. */
	readonly onRegistered: () => void;
	/** Accepts or rejects. */
	readonly answer: (offer: Offer) => Promise<unknown>;
	/** Reported to LiveKit. */
	readonly load: () => number;
}

export function makeServer({ config, agentFile, port, log, onRegistered, answer, load }: PoolOptions): AgentServer {
	// At info, agents-js logs what was said (`lk.pii.message`).
	initializeLogger({ pretty: false, level: 'warn' });
	startNoInferenceProcess();
	const options = new ServerOptions({
		agent: agentFile,
		agentName: config.agentName,
		wsURL: config.livekitUrl,
		apiKey: config.livekitApiKey,
		apiSecret: config.livekitApiSecret,
		host: '127.0.0.1',
		port,
		production: true,
		logLevel: 'warn',
		numIdleProcesses: config.idleProcesses,
		initializeProcessTimeout: INITIALIZE_TIMEOUT_MS,
		shutdownProcessTimeout: SHUTDOWN_PROCESS_TIMEOUT_MS,
		sessionEndTimeout: SESSION_END_TIMEOUT_MS,
		jobMemoryLimitMB: JOB_MEMORY_LIMIT_MB,
		loadThreshold: FULL_FROM,
		loadFunc: async () => load(),
		requestFunc: async (request) => void (await answer(request)),
	});
	let failures = 0;
	choosePauses(options, () => {
		failures += 1;
		if (failures === 1) log({ level: 'warn', event: 'livekit_unreachable' });
		return pauseAfter(failures, Math.random());
	});
	const server = new AgentServer(options);
	server.event.on('worker_registered', (id) => {
		failures = 0;
		log({ level: 'info', event: 'worker_registered', worker: String(id) });
		onRegistered();
	});
	return server;
}
