/**
 * Greenroom for end-to-end tests: what `npm start` starts, on free ports, in a folder of its own.
 *
 * @module
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ParticipantInfo, RoomServiceClient } from 'livekit-server-sdk';
import { type Running, startGreenroom } from '../scripts/start/greenroom.ts';
import type { TestPartName } from '../scripts/test/missing-parts.ts';
import { missingParts } from '../scripts/test/missing-parts.ts';
import { eventually } from './eventually.ts';

/** What a test file needs to reach a Greenroom that runs; plain data, so that one can serve many files. */
export interface Address {
	readonly url: string;
	readonly apiUrl: string;
	readonly livekit: Running['livekit'];
	readonly logFolder: string;
	/** Opens the operator's doors. */
	readonly opsToken: string;
	/** The worker's process group. */
	readonly workerGroup: number;
}

export interface Greenroom extends Address {
	readonly running: Running;
	stop(): Promise<void>;
}

export interface GreenroomOptions {
	readonly graceSeconds?: number;
	readonly idleProcesses?: number;
	readonly webhooks?: boolean;
	/** The page has the buttons of `npm start` that break things. */
	readonly breakIt?: boolean;
	readonly variables?: Readonly<Record<string, string>>;
}

const silent = { say() {}, step: () => ({ update() {}, end() {}, done() {} }) };

export async function startForTests(options: GreenroomOptions = {}): Promise<Greenroom> {
	const { graceSeconds = 60, idleProcesses = 2, webhooks = true, breakIt = false, variables = {} } = options;
	const stateDir = await mkdtemp(join(tmpdir(), 'greenroom-e2e-'));
	const running = await startGreenroom({
		variables: {
			...process.env,
			// A developer's own configuration is not what is tested.
			LIVEKIT_URL: undefined,
			UPSTASH_REDIS_REST_URL: undefined,
			UPSTASH_REDIS_REST_TOKEN: undefined,
			VOICE: 'offline',
			STAGE: 'e2e',
			GRACE_SECONDS: String(graceSeconds),
			WORKER_IDLE_PROCESSES: String(idleProcesses),
			// More than two cores carry well: who is refused a slot is another test's business.
			WORKER_SLOTS: '32',
			...variables,
		},
		stateDir,
		webhooks,
		breakIt,
		progress: silent,
		ports: 'any',
	});
	const { url, apiUrl, livekit, logFolder } = running;
	return {
		...{ url, apiUrl, livekit, logFolder, running },
		opsToken: running.described['OPS_TOKEN'] ?? '',
		get workerGroup() {
			return running.pids().get('worker') ?? 0;
		},
		async stop() {
			await running.stop();
			await rm(stateDir, { recursive: true, force: true });
		},
	};
}

/** True where a machine lacks what these tests need: they are then skipped, and counted. */
export const lacks = (...parts: TestPartName[]): boolean => parts.some((part) => missingParts().includes(part));

export interface RoomView {
	/** Names of the rooms that are open. */
	rooms(): Promise<string[]>;
	/** Sid of a room that is open. */
	sidOf(room: string): Promise<string | undefined>;
	agents(room: string): Promise<ParticipantInfo[]>;
	client: RoomServiceClient;
}

/** `ParticipantInfo_Kind.AGENT`, which the server SDK does not export. */
const AGENT = 4;

/** LiveKit's own view of the rooms. */
export function viewRooms({ livekit }: Address): RoomView {
	const client = new RoomServiceClient(livekit.url.replace(/^ws/, 'http'), livekit.apiKey, livekit.apiSecret);
	return {
		client,
		rooms: async () => (await client.listRooms()).map(({ name }) => name),
		sidOf: async (room) => (await client.listRooms([room]))[0]?.sid,
		agents: async (room) => (await client.listParticipants(room)).filter(({ kind }) => Number(kind) === AGENT),
	};
}

export interface Log {
	/** Lines of a part that are events of ours. */
	events(part: 'worker' | 'api', event: string): Promise<Readonly<Record<string, unknown>>[]>;
	/** Everything that was logged by all parts. */
	everything(): Promise<string>;
}

export const readLogs = ({ logFolder }: Address): Log => ({
	async events(part, event) {
		const text = await readFile(join(logFolder, `${part}.log`), 'utf8');
		const lines = text.split('\n').filter((line) => line.startsWith('{'));
		return lines.map((line) => JSON.parse(line)).filter((line) => line.event === event);
	},
	async everything() {
		const files = await readdir(logFolder);
		return (await Promise.all(files.map((file) => readFile(join(logFolder, file), 'utf8')))).join('\n');
	},
});

/** The process that serves a job, by what it logged. */
export async function processOfJob(address: Address, agentIdentity: string): Promise<number> {
	const job = agentIdentity.replace(/^agent-/, '');
	const serving = async () =>
		(await readLogs(address).events('worker', 'job_served')).find((event) => event['job'] === job);
	const line = await eventually(`a process in the worker's log for ${job}`, serving, Boolean, 20_000);
	return Number(line?.['pid']);
}

export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
