/**
 * Second ones of what `npm start` starts once: a worker, an API, and the sweeper that a schedule calls.
 *
 * @module
 */
import { join } from 'node:path';
import { readStoreAccess } from '../../functions/store/access.ts';
import { startGuard } from '../../scripts/processes/guard.ts';
import { startGroup } from '../../scripts/processes/process-group.ts';
import { mainFile } from '../../scripts/start/bundle.ts';
import { type LogLine, parseLine } from '../../scripts/start/log-line.ts';
import type { PartSpec } from '../../scripts/start/part.ts';
import { anyPorts } from '../../scripts/start/ports.ts';
import { untilEvents } from '../../scripts/start/readiness.ts';
import { apiSpec, type Place, workerSpec } from '../../scripts/start/specs.ts';
import type { Greenroom } from '../greenroom.ts';

export interface Part {
	readonly pid: number;
	/** Its events so far. */
	events(event: string): readonly Readonly<Record<string, unknown>>[];
	/** Everything that it has written so far. */
	lines(): readonly string[];
	/** The leader alone, as the system does that runs out of memory: who it has started lives on. */
	killLeader(): void;
	/** All of it, at once. */
	end(): Promise<void>;
}

const root = join(import.meta.dirname, '../..');

const placeOf = ({ running }: Greenroom): Place => ({
	root,
	variables: { PATH: process.env['PATH'], HOME: process.env['HOME'], VOICE: 'offline', ...running.described },
});

export async function startSecondWorker(greenroom: Greenroom, idleProcesses: number): Promise<Part> {
	const { livekit, apiUrl } = greenroom;
	const place = placeOf(greenroom);
	const variables = { ...place.variables, WORKER_IDLE_PROCESSES: String(idleProcesses), WORKER_SLOTS: '32' };
	const [port = 0] = await anyPorts(1);
	return startPart(workerSpec({ root, variables }, { program: mainFile(root, 'worker'), port, livekit, apiUrl }));
}

export async function startSecondApi(greenroom: Greenroom): Promise<Part> {
	const { livekit, running } = greenroom;
	const [port = 0] = await anyPorts(1);
	return startPart(
		apiSpec(placeOf(greenroom), {
			program: mainFile(root, 'api'),
			port,
			livekit,
			store: readStoreAccess(running.described),
			page: undefined,
			opsToken: running.described['OPS_TOKEN'] ?? '',
		}),
	);
}

/** Called again as soon as it has come to its end, and not each minute. */
export async function startSweeper(greenroom: Greenroom): Promise<Part> {
	const { root: cwd, variables } = placeOf(greenroom);
	return startPart({
		name: 'api',
		title: 'sweeper',
		command: {
			command: process.execPath,
			args: ['--import', 'tsx', join(import.meta.dirname, 'sweeping.ts')],
			cwd,
			env: { ...variables, NODE_ENV: 'production' },
		},
		ready: untilEvents('swept'),
		readyWithinMs: 20_000,
		stop: [],
		whenItDies: 'all ends',
	});
}

export async function startPart(spec: PartSpec): Promise<Part> {
	const lines: LogLine[] = [];
	const listeners: ((line: LogLine) => void)[] = [];
	const group = startGroup(spec.command, (raw) => {
		const line = parseLine(raw);
		lines.push(line);
		for (const listener of listeners) listener(line);
	});
	const { pid } = group;
	if (pid === null) throw new Error(`a second ${spec.title} could not be started`);
	// A test runner that is stopped runs no hooks.
	const guard = startGuard();
	guard.watch(pid);
	const signal = AbortSignal.timeout(spec.readyWithinMs);
	const ready = spec.ready({ onLine: (listener) => void listeners.push(listener), signal }).then(() => true);
	const late = new Promise<boolean>((resolve) => signal.addEventListener('abort', () => resolve(false)));
	const exited = group.exited.then(() => false);
	const end = async () => {
		await group.end([]);
		guard.release(pid);
		await guard.close();
	};
	if (!(await Promise.race([ready, late, exited]))) {
		await end();
		throw new Error(`a second ${spec.title} did not start:\n${lines.map(({ text }) => text).join('\n')}`);
	}
	return {
		pid,
		events: (event) => lines.flatMap(({ json }) => (json?.['event'] === event ? [json] : [])),
		lines: () => lines.map(({ text }) => text),
		killLeader: () => void process.kill(pid, 'SIGKILL'),
		end,
	};
}
