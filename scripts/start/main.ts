import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createProgress } from '../install/progress.mjs';
import { dotEnv } from './dot-env.ts';
import { startGreenroom } from './greenroom.ts';
import { mergeVariables } from './settings.ts';
import { onStopSignals } from './stop-signals.ts';

const root = join(import.meta.dirname, '../..');
const USAGE = 'npm start, or npm run dev (--reload) to follow changes of the sources.';

/** `npm start`. Answers with the exit code: 0 when it was asked to end, 1 when it ended by itself. */
export async function main(args: readonly string[]): Promise<number> {
	const begin = Date.now();
	const progress = createProgress(process.stdout);
	const reload = readReload(args);
	if (reload === null) {
		progress.say(USAGE);
		return 1;
	}
	const asked = new AbortController();
	// Until there is something to kill: the guard ends what was begun.
	let kill: () => void = () => process.exit(0);
	onStopSignals({
		stop: () => {
			progress.say('Stopping.');
			asked.abort();
		},
		kill: () => kill(),
	});
	try {
		const running = await startGreenroom({
			variables: mergeVariables(process.env, await dotEnv(root)),
			stateDir: join(root, '.greenroom'),
			progress,
			reload,
			breakIt: true,
			signal: asked.signal,
		});
		kill = running.kill;
		progress.say(`Ready in ${((Date.now() - begin) / 1000).toFixed(1)} s. Logs are in ${running.logFolder}\n`);
		progress.say(`  ${running.url}\n`);
		return (await running.ended) === null ? 0 : 1;
	} catch (error) {
		if (asked.signal.aborted) return 0;
		// What it says is meant for people; a stack trace would hide it.
		progress.say(error instanceof Error ? error.message : String(error));
		return 1;
	}
}

function readReload(args: readonly string[]): boolean | null {
	try {
		return parseArgs({ args: [...args], options: { reload: { type: 'boolean', default: false } } }).values.reload;
	} catch {
		return null;
	}
}
