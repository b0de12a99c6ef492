/**
 * Templates of a stage as its deploy would send them, made in this process: SST's own app, CDK's own validator, and no network.
 * What a deploy builds first is a file or two here.
 *
 * @module
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { App, getStack } from 'sst/constructs';
import { setProject } from 'sst/project.js';
import * as z from 'zod/mini';
import { refusedByAws } from './gate.ts';
import { APP, type Part } from './names.ts';
import { type Plan, planOf } from './plan.ts';
import { stacksOf } from './stacks.ts';

export const ACCOUNT = '123456789012';
const ROOT = join(import.meta.dirname, '..');

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });
/** With the validator switched on: `app.synth()` throws when a template is refused. */
const context = cdkJson.parse(JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'))).context;

const FILES = {
	'functions/api/index.mjs': 'export const handler = () => {};',
	'functions/sweeper/index.mjs': 'export const handler = async () => {};',
	'functions/edge/index.mjs': 'export const handler = () => null;',
	'page/index.html': '<!doctype html><script type="module" src="/assets/index-0.js"></script>',
	'page/assets/index-0.js': 'export {};',
} as const;

export interface Synthesis {
	readonly stage: string;
	readonly region?: string;
	readonly env?: Readonly<Record<string, string>>;
	/** Breaks something, for tests of the gate. */
	readonly breaking?: (stacks: Readonly<Record<Part, Stack>>) => void;
}

export type Templates = Readonly<Record<Part, Template>>;

/** @throws Error when the validator or the gate refuses a template, with what is wrong in it */
export const synthesise = (synthesis: Synthesis): Promise<Templates> =>
	withPlan(synthesis, async (plan, folder) => {
		const { stage, region = 'us-east-1', breaking } = synthesis;
		tellSst(stage, region);
		const app = new App(
			{ mode: 'deploy', name: APP, stage, region, account: ACCOUNT },
			// What an asset holds is not looked at here, and the worker's is large.
			{ context: { ...context, 'aws:cdk:disable-asset-staging': true }, outdir: join(folder, 'cdk.out') },
		);
		const { site, worker } = stacksOf(plan);
		app.stack(site).stack(worker);
		const stacks = { Site: getStack(site), Worker: getStack(worker) };
		breaking?.(stacks);
		await app.finish();
		app.synth();
		const templates = { Site: Template.fromStack(stacks.Site), Worker: Template.fromStack(stacks.Worker) };
		const refused = Object.values(templates).flatMap((template) => refusedByAws(template.toJSON()));
		if (refused.length > 0) throw new Error(`AWS would refuse this:\n${refused.join('\n')}`);
		return templates;
	});

/** What a deploy would do, with a file or two in place of what it builds. */
export async function withPlan<T>(
	{ stage, region = 'us-east-1', env = {} }: Synthesis,
	use: (plan: Plan, folder: string) => T | Promise<T>,
): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), 'greenroom-infra-'));
	try {
		for (const [name, content] of Object.entries(FILES)) {
			mkdirSync(dirname(join(folder, name)), { recursive: true });
			writeFileSync(join(folder, name), content);
		}
		const around = { stage, region, mode: 'deploy', root: ROOT, env, now: 1_700_000_000_000 } as const;
		const built = { root: ROOT, functions: join(folder, 'functions'), page: join(folder, 'page') };
		return await use({ ...planOf(around), built }, folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const made = new Map<string, Promise<Templates>>();

/** The same, made once in a process. */
export function templatesOf(stage: string, env: Readonly<Record<string, string>> = {}): Promise<Templates> {
	const key = JSON.stringify([stage, env]);
	const known = made.get(key) ?? synthesise({ stage, env });
	made.set(key, known);
	return known;
}

/** Where SST writes types and a log, for itself, until the process ends. */
const SST_OUT = join(ROOT, 'node_modules/.cache/sst');

/** What SST's command line would have read from sst.config.ts. */
function tellSst(stage: string, region: string): void {
	mkdirSync(SST_OUT, { recursive: true });
	setProject({
		version: '2',
		cdkVersion: '2',
		constructsVersion: '10',
		config: { name: APP, region, stage, ssmPrefix: `/sst/${APP}/${stage}/` },
		stacks: () => {},
		metafile: { inputs: {}, outputs: {} },
		paths: { root: ROOT, config: join(ROOT, 'sst.config.ts'), out: SST_OUT, artifacts: join(SST_OUT, 'artifacts') },
	});
}
