/** Log groups that Lambda made itself, for functions of a stage: no stack knows them. */
import {
	type CloudWatchLogsClient,
	DeleteLogGroupCommand,
	DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { APP } from '../../../infra/names.ts';

/** @returns the names of those that are gone */
export async function removeLogGroups(logs: CloudWatchLogsClient, stage: string): Promise<readonly string[]> {
	const names: string[] = [];
	let next: string | undefined;
	do {
		const { logGroups = [], nextToken } = await logs.send(
			new DescribeLogGroupsCommand({ logGroupNamePrefix: `/aws/lambda/${stage}-${APP}-`, nextToken: next }),
		);
		names.push(...logGroups.map(({ logGroupName = '' }) => logGroupName));
		next = nextToken;
	} while (next !== undefined);
	for (const name of names) await logs.send(new DeleteLogGroupCommand({ logGroupName: name }));
	return names;
}
