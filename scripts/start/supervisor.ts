/**
 * Keeps the parts alive together: an API, a worker or a store that dies is started again, any other death ends all of
 * them, and whatever ends them leaves no process behind.
 *
 * @module
 */
import { startGuard } from '../processes/guard.ts';
import { type Keeper, keep } from './keeper.ts';
import { type LogFile, openLog } from './log-file.ts';
import type { LogLine } from './log-line.ts';
import { type Death, PartDied, type PartName, type PartSpec } from './part.ts';

/** The worker first: its jobs say goodbye to the API and to LiveKit, which have to be there for it. The store last. */
const STOP_ORDER: readonly (readonly PartName[])[] = [['page', 'worker'], ['api', 'livekit'], ['store']];

export interface Supervisor {
	/**
	 * Starts wave after wave, the parts of one side by side. Resolves when all are ready.
	 *
	 * @throws PartDied when one of them does not become ready; nothing is left running then
	 */
	start(): Promise<void>;
	restart: (name: PartName, ...how: Parameters<Keeper['restart']>) => Promise<void>;
	/** Ends all parts, within 10 s. */
	stop(): Promise<void>;
	/** Ends all parts at once. */
	kill(): void;
	/** The leaders of the parts' process groups that live now. */
	pids(): ReadonlyMap<PartName, number>;
	/** Resolves when no process is left: with the death that ended all, or with `null` after {@link stop}. */
	readonly ended: Promise<Death | null>;
}

interface Options {
	readonly logFolder: string;
	readonly say: (line: string) => void;
	readonly onLine: (part: PartName, line: LogLine) => void;
	/** A part has died that was ready, and now all of them are ended. */
	readonly onDeath?: (death: Death) => void;
	/** Milliseconds. */
	readonly now?: () => number;
}

export function supervise(waves: readonly (readonly PartSpec[])[], options: Options): Supervisor {
	const { logFolder, say, onLine, onDeath = () => {}, now = Date.now } = options;
	const guard = startGuard();
	let cause: Death | null = null;
	let stopping: Promise<void> | null = null;
	let resolveEnded: (cause: Death | null) => void;
	const ended = new Promise<Death | null>((resolve) => {
		resolveEnded = resolve;
	});

	const logs: LogFile[] = [];
	const keepers = new Map<PartName, Keeper>();
	for (const spec of waves.flat()) {
		const log = openLog(logFolder, spec.name);
		logs.push(log);
		const ofPart = { log, onLine: (line: LogLine) => onLine(spec.name, line) };
		keepers.set(spec.name, keep(spec, { guard, now, say, onEnd, ...ofPart }));
	}

	async function start(): Promise<void> {
		try {
			for (const wave of waves) {
				await Promise.all(wave.map(({ name }) => keeper(name).start()));
				if (stopping !== null) throw new Error('It was stopped before everything had started.');
			}
		} catch (error) {
			await stop();
			// Others are ended with the first that died, and theirs is not the news.
			throw cause === null ? error : new PartDied(cause);
		}
	}

	function onEnd(death: Death): void {
		if (stopping !== null) return;
		cause = death;
		onDeath(death);
		void stop();
	}

	function stop(): Promise<void> {
		stopping ??= stopAll();
		return stopping;
	}

	async function stopAll(): Promise<void> {
		for (const wave of STOP_ORDER) await Promise.all(wave.map((name) => keepers.get(name)?.stop()));
		await Promise.all(logs.map((log) => log.close()));
		await guard.close();
		resolveEnded(cause);
	}

	const keeper = (name: PartName): Keeper => {
		const found = keepers.get(name);
		if (found === undefined) throw new Error(`There is no ${name} among the parts.`);
		return found;
	};

	return {
		ended,
		stop,
		start,
		restart: async (name, ...how) => {
			if (stopping !== null) throw new Error('Everything is being stopped.');
			await keeper(name).restart(...how);
		},
		kill: () => {
			for (const each of keepers.values()) each.kill();
			void stop();
		},
		pids: () => {
			const living = new Map<PartName, number>();
			for (const [name, { pid }] of keepers) if (pid !== null) living.set(name, pid);
			return living;
		},
	};
}
