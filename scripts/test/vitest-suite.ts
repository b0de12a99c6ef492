import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, startGroup } from '../processes/process-group.ts';
import type { Tally } from './tally.ts';
import { tallyReport } from './vitest-report.ts';

/** How long vitest has to end its workers when it is asked to. */
const STOP = [{ signal: 'SIGTERM', waitMs: 5000 }] as const;

interface Surroundings {
	readonly root: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly signal: AbortSignal;
	readonly output?: Parameters<typeof startGroup>[1];
	/** Puts vitest, and all that its tests start, where they are to run. */
	readonly within?: (command: Command) => Command;
}

/** Runs vitest before everybody's eyes and counts its tests. */
export async function runVitest(
	projects: readonly string[],
	selection: readonly string[],
	{ root, env, signal, output = 'inherit', within = (command) => command }: Surroundings,
): Promise<Tally> {
	const folder = await mkdtemp(join(tmpdir(), 'greenroom-vitest-'));
	const report = join(folder, 'report.json');
	const args = [
		join(root, 'node_modules/vitest/vitest.mjs'),
		'run',
		...projects.flatMap((project) => ['--project', project]),
		'--reporter=default',
		'--reporter=json',
		`--outputFile.json=${report}`,
		...selection,
	];
	let stop = async () => {};
	try {
		signal.throwIfAborted();
		const vitest = startGroup(within({ command: process.execPath, args, cwd: root, env }), output);
		stop = () => vitest.end(STOP);
		signal.addEventListener('abort', stop);
		const exit = await vitest.exited;
		await vitest.end([]);
		signal.throwIfAborted();
		const text = await readFile(report, 'utf8').catch(() => null);
		return tallyReport(text, exit.kind === 'code' ? exit.code : null);
	} finally {
		signal.removeEventListener('abort', stop);
		await rm(folder, { recursive: true, force: true });
	}
}
