/**
 * A stage as its own functions see it: its settings, and where it is.
 *
 * @module
 */
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { Variables } from '../start/settings.ts';
import { sayAwsFailure } from './aws/failure.ts';
import { type StageParameters, stageParameters } from './aws/parameters.ts';
import { openStacks, type Stacks, siteUrlOf } from './aws/stacks.ts';
import { accountOf } from './region.ts';

export interface StageAccess {
	readonly region: string;
	readonly stacks: Pick<Stacks, 'own'>;
	readonly parameters: Pick<StageParameters, 'read'>;
}

/** With the credentials and the region of `env`. */
export function accessOf(stage: string, env: Variables): StageAccess {
	const { region } = accountOf(env);
	return {
		region,
		stacks: openStacks(new CloudFormationClient({ region }), stage),
		parameters: stageParameters(new SSMClient({ region }), stage),
	};
}

/** @throws Error that says why it cannot be looked at, and what to do */
export async function stageVariables(stage: string, { region, stacks, parameters }: StageAccess): Promise<Variables> {
	const [own, settings] = await Promise.all([stacks.own(), parameters.read()]).catch((error: unknown) => {
		throw new Error(sayAwsFailure(error) ?? String(error), { cause: error });
	});
	const siteUrl = siteUrlOf(own, stage);
	if (siteUrl === null)
		throw new Error(`Stage ${stage} is not deployed in ${region}. Deploy it with: npx sst deploy --stage ${stage}`);
	return { STAGE: stage, ...Object.fromEntries(settings), GREENROOM_API_URL: siteUrl };
}
