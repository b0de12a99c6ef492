/**
 * What a worker is configured with. Both its own process and its jobs read it.
 *
 * @module
 */
import { availableParallelism } from 'node:os';
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
	/** Calls that it takes at once. */
	readonly slots: number;
	/** Number of the deploy that it belongs to. */
	readonly release: number;
	/** Name of its pool, in metrics. */
	readonly pool: string;
	readonly metrics: Environment['WORKER_METRICS'];
	/** ECS, where it runs there. */
	readonly ecs: { readonly agentUri: string | undefined; readonly metadataUri: string | undefined };
	readonly callMaxSeconds: number;
	readonly callSilenceSeconds: number;
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
	'WORKER_SLOTS',
	'NUM_CPUS',
	'WORKER_RELEASE',
	'WORKER_POOL',
	'WORKER_METRICS',
	'ECS_AGENT_URI',
	'ECS_CONTAINER_METADATA_URI_V4',
	'CALL_MAX_SECONDS',
	'CALL_SILENCE_SECONDS',
	'GREENROOM_WORKER_ID',
] as const satisfies readonly (keyof Environment)[];

/** A call takes a quarter of a core with the offline voice, and a core is used for 70 % (`npm run bench -- density`). */
const SLOTS_PER_CPU = 3;
/** As many may call in the same moment: who finds no warm process waits a second and more for each one before. */
const MOST_IDLE = 5;

/** At half a processor there is one. */
export const slotsFor = (cpus: number): number => Math.max(1, Math.floor(cpus * SLOTS_PER_CPU));

/** @throws EnvironmentError naming each missing or wrong variable */
export function readWorkerConfig(env: Readonly<Record<string, string | undefined>>): WorkerConfig {
	const read = readEnvironment(env, needs);
	const slots = read.WORKER_SLOTS ?? slotsFor(read.NUM_CPUS ?? availableParallelism());
	return {
		livekitUrl: read.LIVEKIT_URL.replace(/^http/, 'ws'),
		livekitApiKey: read.LIVEKIT_API_KEY,
		livekitApiSecret: read.LIVEKIT_API_SECRET,
		apiUrl: read.GREENROOM_API_URL,
		stage: read.STAGE,
		agentName: registeredName(read.AGENT_DISPATCH, read.AGENT_NAME, read.STAGE),
		voice: read.VOICE,
		port: read.WORKER_PORT,
		idleProcesses: read.WORKER_IDLE_PROCESSES ?? Math.min(MOST_IDLE, slots),
		slots,
		release: read.WORKER_RELEASE,
		pool: read.WORKER_POOL,
		metrics: read.WORKER_METRICS,
		ecs: { agentUri: read.ECS_AGENT_URI, metadataUri: read.ECS_CONTAINER_METADATA_URI_V4 },
		callMaxSeconds: read.CALL_MAX_SECONDS,
		callSilenceSeconds: read.CALL_SILENCE_SECONDS,
		drainSeconds: read.WORKER_DRAIN_SECONDS,
		workerId: read.GREENROOM_WORKER_ID,
	};
}

/** Job processes that are made from now on find it in their configuration: agents gives them this environment. */
export function tellWorkerId(env: Record<string, string | undefined>, workerId: string): void {
	env['GREENROOM_WORKER_ID' satisfies keyof Environment] = workerId;
}
