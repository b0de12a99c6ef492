/**
 * Greenroom as a whole on this machine: what `npm start` starts, for programs. The end-to-end tests, the bench and the
 * canary start the same thing with ports, grace, stage and a state folder of their own.
 *
 * @module
 */
import { join } from 'node:path';
import type { Progress } from '../install/progress.mjs';
import { openBreakIt } from './break-it/break-it.ts';
import type { Keeper } from './keeper.ts';
import type { LogLine } from './log-line.ts';
import { createNotices } from './notices.ts';
import { type Death, type PartName, sayDeath } from './part.ts';
import { planParts } from './plan.ts';
import { followSources } from './reload.ts';
import { writeRunning } from './running-file.ts';
import type { LiveKitAccess, Variables } from './settings.ts';
import { supervise } from './supervisor.ts';

export interface StartOptions {
	/** As in `process.env`; what it does not say has the documented default. */
	readonly variables: Variables;
	/** Keys, configuration and logs go there. */
	readonly stateDir: string;
	readonly progress: Progress;
	/** `wanted` (the default): PORT and LIVEKIT_PORT, or the next free ones. `any`: what the system gives. */
	readonly ports?: 'wanted' | 'any';
	/** Vite serves the page, and API and worker follow changes of their sources. */
	readonly reload?: boolean;
	/** `false`: everything works without webhooks, slower; a test proves it. */
	readonly webhooks?: boolean;
	/** The page has buttons that break what runs here. */
	readonly breakIt?: boolean;
	/** Aborting it is the same as {@link Running.stop}, also in the middle of the start. */
	readonly signal?: AbortSignal;
}

export interface Running {
	/** What people open. */
	readonly url: string;
	readonly apiUrl: string;
	readonly livekit: LiveKitAccess;
	readonly logFolder: string;
	/** What `npm run doctor` reads of a deployment from the environment. */
	readonly described: Variables;
	/** The leaders of the parts' process groups that live now. A group's id is its leader's. */
	pids(): ReadonlyMap<PartName, number>;
	/**
	 * Every line that a part writes from now on.
	 *
	 * @returns ends the listening
	 */
	onLine(listener: (part: PartName, line: LogLine) => void): () => void;
	/**
	 * Ends a part and starts it again; nothing else ends for it. Resolves when it is ready.
	 *
	 * @throws PartDied when it does not become ready
	 */
	restart(part: PartName, ...how: Parameters<Keeper['restart']>): Promise<void>;
	/** Resolves when no process is left, within 10 s. */
	stop(): Promise<void>;
	/** Kills every process of every part at once. */
	kill(): void;
	/** When no process is left: the death that ended all, or `null` when that was asked for. */
	readonly ended: Promise<Death | null>;
}

const root = join(import.meta.dirname, '../..');

/**
 * Starts everything. Resolves when a call can be made.
 *
 * @throws EnvironmentError naming wrong variables, before anything runs
 * @throws Error saying what to do: no livekit-server, a build that failed, a part that died. Nothing is left running.
 */
export async function startGreenroom(options: StartOptions): Promise<Running> {
	const { progress, reload = false, signal = new AbortController().signal } = options;
	const { variables, stateDir, ports = 'wanted', webhooks = true } = options;
	const breakIt = options.breakIt === true ? await openBreakIt(root, progress.say) : null;
	const planned = planParts(
		{ root, variables, stateDir, ports, reload, webhooks, development: breakIt?.url },
		{ progress, signal },
	);
	const { waves, ...where } = await planned.catch(async (error: unknown) => {
		await breakIt?.close();
		throw error;
	});
	if (signal.aborted) await breakIt?.close();
	signal.throwIfAborted();

	const titles = waves.flat().map(({ title }) => title);
	const logFolder = join(stateDir, 'logs');
	const listeners = new Set<(part: PartName, line: LogLine) => void>();
	const noticeIn = createNotices(Date.now);
	// From its abort on it is no news what parts complain of or which sources change.
	const ending = new AbortController();
	let started = false;
	const supervisor = supervise(waves, {
		logFolder,
		say: progress.say,
		onLine: (part, line) => {
			for (const listener of listeners) listener(part, line);
			breakIt?.onLine(part, line);
			const notice = ending.signal.aborted ? null : noticeIn(part, line);
			if (notice !== null) progress.say(notice);
		},
		onDeath: (death) => {
			ending.abort();
			if (started) progress.say(`${sayDeath(death)}\nStopping.`);
		},
	});
	const livekitIsHere = waves.flat().some(({ name }) => name === 'livekit');
	breakIt?.begin({ restart: supervisor.restart, livekit: where.livekit, livekitIsHere });
	const step = progress.step(`Starting ${titles.join(', ')}`);
	const stop = () => {
		ending.abort();
		step.end();
		return supervisor.stop();
	};
	void supervisor.ended.then(() => breakIt?.close());
	signal.addEventListener('abort', stop);
	let forget: () => Promise<void>;
	try {
		await supervisor.start();
		started = true;
		forget = await writeRunning(stateDir, { pid: process.pid, url: where.url, variables: where.described });
		if (reload) await followSources(root, supervisor, { say: progress.say, signal: ending.signal });
	} catch (error) {
		await stop();
		signal.throwIfAborted();
		throw error;
	} finally {
		step.end();
	}
	const { pids, restart, kill } = supervisor;
	const ended = supervisor.ended.then(async (death) => {
		await forget();
		return death;
	});
	return {
		...where,
		logFolder,
		pids,
		restart,
		stop: async () => {
			await stop();
			await ended;
		},
		kill,
		ended,
		onLine: (listener) => {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
	};
}
