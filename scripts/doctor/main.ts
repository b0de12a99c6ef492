/**
 * `npm run doctor`: what is wrong with a deployment, and how to mend it. Exit code: 0 when nothing is, 1 when something
 * is, 2 when it could not look.
 *
 * @module
 */
import { join } from 'node:path';
import { EnvironmentError } from '../../functions/protocol/environment.ts';
import { type Deployment, readDeployment, type Source, sayNoSource, sourceOf } from '../deployment/deployment.ts';
import { createProgress, type Progress } from '../install/progress.mjs';
import { dotEnv } from '../start/dot-env.ts';
import { readRunning } from '../start/running-file.ts';
import { mergeVariables, type Variables } from '../start/settings.ts';
import { onStopSignals } from '../start/stop-signals.ts';
import type { CanaryReport } from './canary/canary.ts';
import type { Line } from './canary/line.ts';
import { examine } from './examine.ts';
import { type Finding, fault, named, ok } from './finding.ts';
import { readOptions, USAGE } from './options.ts';
import { exitCodeOf, sayCalls, sayEnd, sayFinding } from './report.ts';

const root = join(import.meta.dirname, '../..');
const COULD_NOT_LOOK = 2;
const WAITS = { pauseMs: 3_000, webhooksMs: 5_000 };

export async function main(args: readonly string[]): Promise<number> {
	// rtc-node logs what it does otherwise.
	process.env['NODE_ENV'] ??= 'production';
	const asked = new AbortController();
	onStopSignals({ stop: () => asked.abort(), kill: () => process.exit(COULD_NOT_LOOK) });
	const variables = mergeVariables(process.env, await dotEnv(root));
	// Sound is loaded when somebody calls: it takes a while.
	const line: Line = { join: async (...call) => (await import('./canary/rtc-line.ts')).rtcLine.join(...call) };
	const others = { waits: WAITS, say: console.log, complain: console.error };
	const progress = createProgress(process.stderr);
	// AWS's libraries are loaded when a stage is meant.
	const ofStage: Surroundings['ofStage'] = async (stage) => {
		const { accessOf, stageVariables } = await import('../stage/stage-variables.ts');
		return stageVariables(stage, accessOf(stage, variables));
	};
	const found = { stateDir: join(root, '.greenroom'), ofStage };
	return see(args, { variables, ...found, line, signal: asked.signal, progress, ...others });
}

interface Surroundings {
	readonly variables: Variables;
	readonly stateDir: string;
	/** @throws Error that says why it cannot be looked at */
	readonly ofStage: (stage: string) => Promise<Variables>;
	readonly line: Line;
	/** Aborted: calls are ended, and that is all. */
	readonly signal: AbortSignal;
	readonly progress: Pick<Progress, 'step'>;
	readonly waits: { readonly pauseMs: number; readonly webhooksMs: number };
	readonly say: (text: string) => void;
	readonly complain: (text: string) => void;
}

export async function see(args: readonly string[], around: Surroundings): Promise<number> {
	const { say, complain, signal, line, progress } = around;
	const options = readOptions(args);
	if (options === null) {
		complain(USAGE);
		return COULD_NOT_LOOK;
	}
	const source = await findSource(options.stage, around);
	if (typeof source === 'string') {
		complain(source);
		return COULD_NOT_LOOK;
	}
	const { json } = options;
	const onFinding = (finding: Finding) => {
		if (!json) say(sayFinding(finding));
	};
	const environment = readOrFault(source.variables);
	const named = nameOf(environment.deployment, source.from);
	if (!json) say(`${named}\n`);
	onFinding(environment.finding);
	const { deployment } = environment;
	if (deployment === null) {
		if (json) say(asJson({ exit: COULD_NOT_LOOK, deployment, findings: [environment.finding], canary: null }));
		return COULD_NOT_LOOK;
	}
	let step: { end(): void } | null = null;
	const diagnosis = await examine(deployment, {
		...{ count: options.canary, within: options.within, line, signal, onFinding },
		now: () => performance.now(),
		...around.waits,
		onCall: (number, of) => {
			step?.end();
			step = progress.step(`Call ${number} of ${of}`);
		},
	});
	const findings = [environment.finding, ...diagnosis.findings];
	const exit = exitCodeOf(findings, signal.aborted);
	if (json) say(asJson({ exit, deployment, findings, canary: diagnosis.canary }));
	else say(`${sayCalls(diagnosis.canary)}\n\n${sayEnd(findings, signal.aborted)}.`);
	return exit;
}

type Found = Extract<Source, { readonly variables: Variables }>;

/** Or why there is none. */
async function findSource(stage: string | null, around: Surroundings): Promise<Found | string> {
	if (stage !== null)
		return around.ofStage(stage).then(
			(variables) => ({ from: 'stage', variables }),
			(error: unknown) => (error instanceof Error ? error.message : String(error)),
		);
	const source = sourceOf(around.variables, await readRunning(around.stateDir));
	return 'variables' in source ? source : sayNoSource(source.from);
}

type Read =
	| { readonly deployment: Deployment; readonly finding: Finding }
	| { readonly deployment: null; readonly finding: Finding };

function readOrFault(variables: Variables): Read {
	try {
		const deployment = readDeployment(variables);
		return { deployment, finding: named('environment', ok('complete', 'All variables are set, and can be right.')) };
	} catch (error) {
		if (!(error instanceof EnvironmentError)) throw error;
		const found = `${error.problems.join('; ')}.`;
		const mend = 'Set them in the environment or in .env. The README lists all of them.';
		return { deployment: null, finding: named('environment', fault('not_complete', found, mend)) };
	}
}

const WHO: Readonly<Record<Found['from'], string>> = {
	environment: 'by the environment',
	'npm start': 'what npm start runs here',
	stage: 'as it was deployed',
};

const nameOf = (deployment: Deployment | null, from: Found['from']): string => {
	const who = WHO[from];
	return deployment === null ? `Greenroom, ${who}` : `Greenroom at ${deployment.apiUrl}, ${who}`;
};

/** No secret, and nothing that opens anything: it is kept where machines keep their reports. */
function asJson(seen: {
	readonly exit: number;
	readonly deployment: Deployment | null;
	readonly findings: readonly Finding[];
	readonly canary: CanaryReport | null;
}): string {
	const { exit, deployment, findings, canary } = seen;
	const where = deployment && {
		apiUrl: deployment.apiUrl,
		livekitUrl: deployment.livekit.url,
		stage: deployment.stage,
		agentName: deployment.agentName,
	};
	return JSON.stringify({ exit, deployment: where, findings, canary }, null, '\t');
}
