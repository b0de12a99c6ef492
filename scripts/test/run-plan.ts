import type { Progress } from '../install/progress.mjs';
import { checks, runChecks } from './checks.ts';
import { MISSING_PARTS } from './missing-parts.ts';
import type { Plan } from './plan.ts';
import { provideImage, provideParts } from './provide-parts.ts';
import { sealOff } from './seal.ts';
import { judgeSeal } from './seal-verdict.ts';
import { add, nothing, oneFailed, sayTally, type Tally } from './tally.ts';
import { runVitest } from './vitest-suite.ts';

interface Surroundings {
	readonly root: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly progress: Progress;
	readonly signal: AbortSignal;
	readonly isRoot: boolean;
}

/** Runs the suites in their order, the quick ones first. A failed suite does not keep the next one from running. */
export async function runPlan(plan: Plan, around: Surroundings): Promise<Tally> {
	let total = nothing;
	if (plan.checks) total = add(total, await runChecks(checks, around));
	if (plan.unit) total = add(total, await unit(plan, around));
	if (plan.thorough || plan.endToEnd) total = add(total, await withParts(plan, around));
	if (total.passed + total.failed > 0) return total;
	around.progress.say(`No test matches: ${plan.selection.join(' ')}`);
	return add(total, oneFailed);
}

async function unit(plan: Plan, around: Surroundings): Promise<Tally> {
	around.progress.say('\nUnit tests');
	return whole('unit', plan, await runVitest(['node', 'web'], plan.selection, around), around);
}

/** Thorough and end-to-end tests: first comes what they need of the machine. */
async function withParts(plan: Plan, around: Surroundings): Promise<Tally> {
	around.progress.say('\nThorough and end-to-end tests');
	const parts = await provideParts(around);
	const missing = plan.image ? [...parts, ...(await provideImage(around, around.root))] : parts;
	if (missing.length > 0 && isCI(around.env)) {
		for (const name of missing) around.progress.say(`FAILED: ${name} is missing. In CI every part has to be there.`);
		return { ...nothing, failed: missing.length };
	}
	if (missing.length > 0) around.progress.say(`Skipped are the tests that need ${missing.join(', ')}.`);
	const env = { ...around.env, [MISSING_PARTS]: missing.join(',') };
	const seal = await sealOff(around);
	try {
		const projects = [...(plan.thorough ? ['thorough', 'infra'] : []), ...(plan.endToEnd ? ['e2e*'] : [])];
		const tests = await runVitest(projects, plan.selection, { ...around, env, within: seal.within });
		const { tally, line } = judgeSeal(await seal.escaped(), tests);
		around.progress.say(line);
		return add(whole('end-to-end', plan, tests, around), tally);
	} finally {
		await seal.close();
	}
}

/** A whole suite without a test has lost its tests; a selection may well have none in it. */
function whole(name: string, plan: Plan, tally: Tally, { progress }: Surroundings): Tally {
	const isEmpty = sayTally(tally) === sayTally(nothing);
	if (!isEmpty || plan.selection.length > 0) return tally;
	progress.say(`FAILED: the ${name} suite found no tests.`);
	return oneFailed;
}

const isCI = ({ CI = '' }: Surroundings['env']): boolean => !['', '0', 'false'].includes(CI);
