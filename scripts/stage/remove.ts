/**
 * `npm run remove:stage`: takes away the stacks of a stage by `sst remove`, then all that a stack does not know: its settings,
 * what its deploys have uploaded, logs that Lambda made. Exit code: 0, 1 when something of it is still there, 2 when it was
 * not tried.
 *
 * @module
 */
import { stackName } from '../../infra/names.ts';
import { stageSettings } from '../../infra/stages.ts';
import { assetsToRemove } from './assets.ts';
import type { Shelf } from './aws/assets.ts';
import { isDenied } from './aws/failure.ts';
import type { StageParameters } from './aws/parameters.ts';
import { bootstrapOf, type DeployedStack, PARTS, type Stacks } from './aws/stacks.ts';
import { keptOf } from './kept.ts';
import type { RemoveOptions } from './options.ts';

export interface Around {
	readonly region: string;
	readonly stacks: Stacks;
	readonly parameters: Pick<StageParameters, 'removeAll'>;
	/** Of the bucket and the registry that CDK's bootstrap names. */
	readonly shelves: (bootstrap: ReadonlyMap<string, string>) => readonly Shelf[];
	/** Hashes of what SST has uploaded for stacks of these names, and no template names. */
	readonly helpersOf: (stacks: readonly string[]) => Promise<readonly string[]>;
	/** @returns the names of those that are gone */
	readonly removeLogGroups: () => Promise<readonly string[]>;
	/** Runs `sst remove`, whose own output is seen. @returns whether it says that all went well */
	readonly sstRemove: () => Promise<boolean>;
	readonly say: (text: string) => void;
	readonly complain: (text: string) => void;
}

export async function removeStage({ stage, yesProduction }: RemoveOptions, around: Around): Promise<0 | 1 | 2> {
	const { stacks, say, complain } = around;
	const { kind } = stageSettings(stage, {});
	if (kind === 'production' && !yesProduction) {
		complain('That is production. If you mean it: npm run remove:stage production -- --yes-production');
		return 2;
	}
	const own = await stacks.own();
	const templates = await Promise.all(own.map(({ name }) => stacks.template(name)));
	const resources = await Promise.all(own.map(({ name }) => stacks.resources(name)));
	const kept = templates.flatMap((template, i) => keptOf(template, resources[i] ?? new Map()));
	if (own.length === 0) say(`Stage ${stage} has no stacks in ${around.region}.`);
	else if (!(await around.sstRemove())) {
		complain(
			'sst remove has failed. Settings were left: what still runs needs them. Try again when its cause is mended.',
		);
		return 1;
	}
	// It takes a stack for removed that CloudFormation has refused to delete.
	const left = await stacks.own();
	for (const { name } of left) complain(`${name} is still there: ${await stacks.whyThere(name)}`);
	if (left.length > 0) return 1;

	say(`  ${(await around.parameters.removeAll()).length} settings removed`);
	const uploads = await unlessDenied(() => removeUploads(stage, { own, current: templates }, around));
	const logs = await unlessDenied(around.removeLogGroups);
	const said = sayUploads(uploads);
	(uploads === 'busy' ? complain : say)(`  ${said}`);
	say(logs === 'denied' ? `  log groups: ${DENIED}` : `  ${logs.length} log groups removed that no stack knew`);
	say(`\n${sayLeft(stage, kept)}`);
	return uploads === 'busy' ? 1 : 0;
}

const DENIED = 'not looked at, which takes rights beyond those of a deploy';

async function unlessDenied<T>(doing: () => Promise<T>): Promise<T | 'denied'> {
	try {
		return await doing();
	} catch (error) {
		if (isDenied(error)) return 'denied';
		throw error;
	}
}

function sayUploads(uploads: number | 'busy' | 'denied'): string {
	switch (uploads) {
		case 'busy':
			return 'uploads: another stack is being deployed. Remove this stage again later.';
		case 'denied':
			return `uploads: ${DENIED}`;
		default:
			return `${uploads} uploads removed that no other stack uses`;
	}
}

interface Deployed {
	/** As it was. */
	readonly own: readonly DeployedStack[];
	readonly current: readonly string[];
}

/** Whoever deploys now may count on what is there, and name it in a minute. */
async function removeUploads(
	stage: string,
	{ own, current }: Deployed,
	{ stacks, shelves, helpersOf }: Around,
): Promise<number | 'busy'> {
	const others = await stacks.all();
	if (others.some(({ isBusy }) => isBusy)) return 'busy';
	const bootstrap = bootstrapOf(others);
	if (bootstrap === null) return 0;
	const templates: string[] = [];
	// One after the other: there may be hundreds, and CloudFormation answers ten a second.
	for (const { name } of others) templates.push(await stacks.template(name));
	// Templates are uploaded before their stack is made. Without one they may be of any time.
	const since = own.length === 0 ? 0 : Math.min(...own.map(({ created }) => created)) - UPLOADED_BEFORE_MS;
	const lists = await Promise.all(
		shelves(bootstrap).map(async (shelf) => ({ shelf, assets: await shelf.list(since) })),
	);
	const all = lists.flatMap(({ assets }) => assets);
	const helpers = await helpersOf(PARTS.map((part) => stackName(stage, part)));
	const removed = new Set(assetsToRemove(all, { current: [...current, ...helpers], others: templates }));
	for (const { shelf, assets } of lists)
		await shelf.remove(assets.map(({ name }) => name).filter((name) => removed.has(name)));
	return removed.size;
}

const UPLOADED_BEFORE_MS = 3_600_000;

/** With what no command of ours reaches. */
const sayLeft = (stage: string, kept: readonly string[]): string =>
	[
		kept.length === 0 ? 'Nothing of it is left in AWS but:' : 'Left in AWS, because production keeps them:',
		...kept.map((each) => `  ${each}`),
		...(kept.length === 0 ? [] : ['and:']),
		'  what CloudWatch has measured, which it forgets by itself, and task definitions that nobody can run',
		'Elsewhere:',
		`  conversations in Upstash, which end by themselves, and the webhook at LiveKit that points to ${stage}`,
	].join('\n');
