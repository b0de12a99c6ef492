/**
 * The worker's connection to LiveKit and its pool of job processes, by agents-js.
 *
 * @module
 */
import { AgentServer, initializeLogger, ServerOptions } from '@livekit/agents';
import type { Listens } from '../../functions/protocol/call.ts';
import type { WorkerConfig } from '../config.ts';
import type { ServedJob } from '../job-notice.ts';
import { type Log, nameOf } from '../log.ts';
import { answer } from './gate.ts';

/** A job process imports agents and loads the voice; a busy machine takes its time (agents-js#909). */
const INITIALIZE_TIMEOUT_MS = 30_000;
const SHUTDOWN_PROCESS_TIMEOUT_MS = 10_000;
const SESSION_END_TIMEOUT_MS = 20_000;
const JOB_MEMORY_LIMIT_MB = 800;

export interface PoolOptions {
	readonly config: WorkerConfig;
	/** The job's entry, absolute. */
	readonly agentFile: string;
	readonly listens: Listens;
	readonly log: Log;
	readonly isStopping: () => boolean;
	readonly isCordoned: () => boolean;
	/** LiveKit knows this worker: for the first time, or again after an outage. */
	readonly onRegistered: () => void;
	readonly isQueued: (room: string) => boolean;
	readonly onAccepted: (job: ServedJob) => void;
	readonly drainTimeoutMs: number;
}

export function makeServer({
	config,
	agentFile,
	listens,
	log,
	isStopping,
	isCordoned,
	onRegistered,
	isQueued,
	onAccepted,
	drainTimeoutMs,
}: PoolOptions): AgentServer {
	// At info, agents-js logs what was said (`lk.pii.message`).
	initializeLogger({ pretty: false, level: 'warn' });
	const server = new AgentServer(
		new ServerOptions({
			agent: agentFile,
			agentName: config.agentName,
			wsURL: config.livekitUrl,
			apiKey: config.livekitApiKey,
			apiSecret: config.livekitApiSecret,
			host: '127.0.0.1',
			port: config.port,
			production: true,
			logLevel: 'warn',
			numIdleProcesses: config.idleProcesses,
			initializeProcessTimeout: INITIALIZE_TIMEOUT_MS,
			shutdownProcessTimeout: SHUTDOWN_PROCESS_TIMEOUT_MS,
			sessionEndTimeout: SESSION_END_TIMEOUT_MS,
			drainTimeout: drainTimeoutMs,
			jobMemoryLimitMB: JOB_MEMORY_LIMIT_MB,
			// 80 s without the server would end the process, and with it every call (agents-js#329).
			maxRetry: 1000,
			// The server loses a dispatch when all workers report 0.7 and more (`agents.target_load`): a busy laptop must
			// still take its call. The gate counts what is taken.
			loadThreshold: 1,
			loadFunc: async ({ activeJobs }) => Math.min(0.69, activeJobs.length / 20),
			requestFunc: async (request) => {
				const worker = { stage: config.stage, stopping: isStopping(), cordoned: isCordoned(), isQueued };
				if ((await answer(request, worker, listens, log)) !== 'accepted') return;
				onAccepted({ room: request.room?.name ?? '', jobId: request.id });
			},
		}),
	);
	server.event.on('worker_registered', (id) => {
		log({ level: 'info', event: 'worker_registered', worker: String(id) });
		onRegistered();
	});
	return server;
}

/** Drains and closes. Of two bugs in `drain()` (agents-js 1.9): it may reject at once while calls go on. */
export async function drainServer(server: AgentServer, timeoutMs: number, log: Log): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	await server
		.drain(timeoutMs)
		.catch((error: unknown) => log({ level: 'warn', event: 'drain_failed', error: nameOf(error) }));
	while (server.activeJobs.length > 0 && Date.now() < deadline)
		await new Promise((resolve) => setTimeout(resolve, 200));
	await server.close();
}
