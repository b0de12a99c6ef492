/**
 * What a worker is configured with. Both its own process and its jobs read it.
 *
 * @module
 */
import { type Environment, readEnvironment } from '../functions/protocol/environment.ts';
import { registeredName } from '../functions/protocol/names.ts';

export interface WorkerConfig {
	readonly livekitUrl: string;
	readonly livekitApiKey: string;
	readonly livekitApiSecret: string;
	readonly apiUrl: string;
	readonly stage: string;
	/** The name that the worker registers under; '' where LiveKit gives every room to whoever has none. */
	readonly agentName: string;
	readonly voice: Environment['VOICE'];
	readonly port: number;
	readonly idleProcesses: number;
	/** How long a worker that stops waits for its calls. */
	readonly drainSeconds: number;
	/** In a job's process: the worker that made it. */
	readonly workerId: string | undefined;
}

const needs = [
	'LIVEKIT_URL',
	'LIVEKIT_API_KEY',
	'LIVEKIT_API_SECRET',
	'GREENROOM_API_URL',
	'STAGE',
	'AGENT_NAME',
	'AGENT_DISPATCH',
	'VOICE',
	'WORKER_PORT',
	'WORKER_IDLE_PROCESSES',
	'WORKER_DRAIN_SECONDS',
	'GREENROOM_WORKER_ID',
] as const satisfies readonly (keyof Environment)[];

/** @throws EnvironmentError naming each missing or wrong variable */
export function readWorkerConfig(env: Readonly<Record<string, string | undefined>>): WorkerConfig {
	const read = readEnvironment(env, needs);
	return {
		livekitUrl: read.LIVEKIT_URL.replace(/^http/, 'ws'),
		livekitApiKey: read.LIVEKIT_API_KEY,
		livekitApiSecret: read.LIVEKIT_API_SECRET,
		apiUrl: read.GREENROOM_API_URL,
		stage: read.STAGE,
		agentName: registeredName(read.AGENT_DISPATCH, read.AGENT_NAME, read.STAGE),
		voice: read.VOICE,
		port: read.WORKER_PORT,
		idleProcesses: read.WORKER_IDLE_PROCESSES,
		drainSeconds: read.WORKER_DRAIN_SECONDS,
		workerId: read.GREENROOM_WORKER_ID,
	};
}

/** Job processes that are made from now on find it in their configuration: agents gives them this environment. */
export function tellWorkerId(env: Record<string, string | undefined>, workerId: string): void {
	env['GREENROOM_WORKER_ID' satisfies keyof Environment] = workerId;
}
