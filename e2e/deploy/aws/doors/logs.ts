/** Log groups of CloudWatch. */
import * as z from 'zod/mini';
import { arnOf } from '../account.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { Answer, Call } from './call.ts';
import { inputOf, jsonAnswer, unknownOperation } from './json.ts';

const named = z.object({ logGroupName: z.string() });
const prefixed = z.object({ logGroupNamePrefix: z._default(z.string(), '') });

export function answerLogs({ logGroups }: World, call: Call): Answer {
	switch (call.operation) {
		case 'DescribeLogGroups': {
			const { logGroupNamePrefix } = inputOf(call, prefixed);
			const found = [...logGroups].filter((name) => name.startsWith(logGroupNamePrefix));
			return jsonAnswer({
				logGroups: found.map((logGroupName) => ({
					logGroupName,
					arn: arnOf('logs', `log-group:${logGroupName}:*`),
					storedBytes: 0,
				})),
			});
		}
		case 'DeleteLogGroup': {
			const { logGroupName } = inputOf(call, named);
			if (!logGroups.delete(logGroupName))
				throw new Refusal('ResourceNotFoundException', 'The specified log group does not exist.');
			return jsonAnswer({});
		}
		default:
			throw unknownOperation(call);
	}
}
