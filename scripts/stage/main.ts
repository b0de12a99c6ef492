/**
 * `npm run setup:stage` and `npm run remove:stage`.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECRClient } from '@aws-sdk/client-ecr';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { Variables } from '../start/settings.ts';
import { asker } from './ask.ts';
import { bucketShelf, registryShelf } from './aws/assets.ts';
import { sayAwsFailure } from './aws/failure.ts';
import { removeLogGroups } from './aws/log-groups.ts';
import { stageParameters } from './aws/parameters.ts';
import { openStacks, siteUrlOf } from './aws/stacks.ts';
import { type RemoveOptions, readOptions, type SetUpOptions, USAGE } from './options.ts';
import { reach } from './reach.ts';
import { type Account, accountOf } from './region.ts';
import { removeStage } from './remove.ts';
import { setUp } from './setup.ts';
import { helpersOf, runSst } from './sst.ts';

const root = join(import.meta.dirname, '../..');
const NOT_TRIED = 2;
const say = (text: string) => console.log(text);
const complain = (text: string) => console.error(text);

export async function main(args: readonly string[]): Promise<number> {
	const options = readOptions(args);
	if (options === null) {
		complain(USAGE);
		return NOT_TRIED;
	}
	const files = await Promise.all(
		['.env', '.env.local'].map((file) => variablesIn(join(root, file)).catch(() => ({}))),
	);
	const account = accountOf(process.env, ...files);
	Object.assign(process.env, account.variables);
	// With which Node we run is checked before.
	process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
	try {
		return await (options.verb === 'setup' ? setUpAt(options, account) : removeAt(options, account));
	} catch (error) {
		complain(sayAwsFailure(error) ?? (error instanceof Error ? error.message : String(error)));
		return NOT_TRIED;
	}
}

function setUpAt(options: SetUpOptions, { region }: Account): Promise<number> {
	const { stage } = options;
	const stacks = openStacks(new CloudFormationClient({ region }), stage);
	return setUp(options, {
		...{ env: process.env, region, reach, say, complain, ask: asker() },
		parameters: stageParameters(new SSMClient({ region }), stage),
		// Who may write settings may not be allowed to look at stacks.
		siteUrl: () =>
			stacks.own().then(
				(own) => siteUrlOf(own, stage),
				() => null,
			),
		readFile: settingsIn,
		makeToken: () => randomBytes(32).toString('base64url'),
	});
}

function removeAt(options: RemoveOptions, { region }: Account): Promise<number> {
	const { stage } = options;
	const [s3, ecr, logs] = [new S3Client({ region }), new ECRClient({ region }), new CloudWatchLogsClient({ region })];
	return removeStage(options, {
		...{ region, say, complain },
		stacks: openStacks(new CloudFormationClient({ region }), stage),
		parameters: stageParameters(new SSMClient({ region }), stage),
		shelves: (bootstrap) => {
			const [bucket, repository] = [bootstrap.get('BucketName'), bootstrap.get('ImageRepositoryName')];
			return [
				...(bucket === undefined ? [] : [bucketShelf(s3, bucket, stage)]),
				...(repository === undefined ? [] : [registryShelf(ecr, repository)]),
			];
		},
		helpersOf: (names) => helpersOf(root, names),
		removeLogGroups: () => removeLogGroups(logs, stage),
		sstRemove: () => runSst(root, process.env, 'remove', '--stage', stage),
	});
}

/** @throws Error */
async function settingsIn(file: string): Promise<Variables> {
	return variablesIn(file).catch((error: unknown) => {
		throw new Error(`${file} cannot be read: is its name right?`, { cause: error });
	});
}

async function variablesIn(file: string): Promise<Variables> {
	return parseEnv(await readFile(file, 'utf8'));
}
