/**
 * The stacks of a region, and what SST told each of them that it is.
 *
 * @module
 */
import {
	type CloudFormationClient,
	DescribeStackEventsCommand,
	DescribeStackResourcesCommand,
	DescribeStacksCommand,
	GetTemplateCommand,
	type Stack,
} from '@aws-sdk/client-cloudformation';
import { type Part, stackName } from '../../../infra/names.ts';

export interface DeployedStack {
	readonly name: string;
	readonly isBusy: boolean;
	/** Milliseconds since the epoch. */
	readonly created: number;
	readonly outputs: ReadonlyMap<string, string>;
}

export interface Stacks {
	/** Those of the stage that are there. Who deploys one stage may look at no more. */
	own(): Promise<readonly DeployedStack[]>;
	/** Of all apps in the region. */
	all(): Promise<readonly DeployedStack[]>;
	template(name: string): Promise<string>;
	/** Physical ids by logical ones. */
	resources(name: string): Promise<ReadonlyMap<string, string>>;
	/** Why a stack is still there, in CloudFormation's words. */
	whyThere(name: string): Promise<string>;
}

const CDK = 'CDKToolkit';
export const PARTS: readonly Part[] = ['Site', 'Worker'];

export const bootstrapOf = (stacks: readonly DeployedStack[]): ReadonlyMap<string, string> | null =>
	stacks.find(({ name }) => name === CDK)?.outputs ?? null;

export const siteUrlOf = (stacks: readonly DeployedStack[], stage: string): string | null =>
	stacks.find(({ name }) => name === stackName(stage, 'Site'))?.outputs.get('SiteUrl') ?? null;

export function openStacks(cloudFormation: CloudFormationClient, stage: string): Stacks {
	const view = ({ StackName = '', StackStatus, CreationTime, Outputs = [] }: Stack): DeployedStack => ({
		name: StackName,
		isBusy: StackStatus?.endsWith('_IN_PROGRESS') === true,
		created: CreationTime?.getTime() ?? 0,
		outputs: new Map(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
	});
	async function named(name: string): Promise<readonly DeployedStack[]> {
		try {
			const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
			return Stacks.map(view);
		} catch (error) {
			if (error instanceof Error && error.message.includes('does not exist')) return [];
			throw error;
		}
	}
	return {
		own: async () => (await Promise.all(PARTS.map((part) => named(stackName(stage, part))))).flat(),
		async all() {
			const found: DeployedStack[] = [];
			let next: string | undefined;
			do {
				const { Stacks = [], NextToken } = await cloudFormation.send(new DescribeStacksCommand({ NextToken: next }));
				found.push(...Stacks.map(view));
				next = NextToken;
			} while (next !== undefined);
			return found;
		},
		async template(name) {
			const { TemplateBody = '' } = await cloudFormation.send(new GetTemplateCommand({ StackName: name }));
			return TemplateBody;
		},
		async resources(name) {
			const { StackResources = [] } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName: name }));
			return new Map(
				StackResources.map(({ LogicalResourceId = '', PhysicalResourceId = '' }) => [
					LogicalResourceId,
					PhysicalResourceId,
				]),
			);
		},
		async whyThere(name) {
			const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: name }));
			const reasons = StackEvents.filter(({ ResourceStatusReason }) => ResourceStatusReason !== undefined);
			return reasons[0]?.ResourceStatusReason ?? 'CloudFormation does not say why';
		},
	};
}
