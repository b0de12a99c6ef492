import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createProgress } from '../install/progress.mjs';
import { onStopSignals } from '../start/stop-signals.ts';
import { planTests } from './plan.ts';
import { runPlan } from './run-plan.ts';
import { sayTally } from './tally.ts';

const root = join(import.meta.dirname, '../..');

/** `npm test`. Answers with the exit code; the last line is the sum of all suites. */
export async function main(args: readonly string[]): Promise<number> {
	const asked = new AbortController();
	onStopSignals({ stop: () => asked.abort(), kill: () => process.exit(1) });
	const progress = createProgress(process.stdout);
	try {
		const tally = await runPlan(planTests(args, await testFiles()), {
			root,
			env: process.env,
			progress,
			signal: asked.signal,
			isRoot: process.getuid?.() === 0,
		});
		progress.say(sayTally(tally));
		return tally.failed === 0 ? 0 : 1;
	} catch (error) {
		if (!asked.signal.aborted) throw error;
		progress.say('Stopped.');
		return 1;
	}
}

async function testFiles(): Promise<string[]> {
	const folders = ['functions', 'worker', 'web', 'scripts', 'e2e', 'sim', 'infra'];
	const files = await Promise.all(
		folders.map(async (folder) => {
			const inside = await readdir(join(root, folder), { recursive: true }).catch(() => []);
			return inside.map((file) => `${folder}/${file}`);
		}),
	);
	return files.flat().filter((file) => /\.test\.tsx?$/.test(file));
}
