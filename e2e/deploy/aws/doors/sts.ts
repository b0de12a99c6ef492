/** Who one is. All roles of the bootstrap can be taken. */
import { ACCOUNT } from '../account.ts';
import type { Answer, Call } from './call.ts';
import { queryAnswer } from './query.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

export function answerSts({ operation, query }: Call): Answer {
	if (operation === 'GetCallerIdentity')
		return queryAnswer(NAMESPACE, operation, {
			Arn: `arn:aws:iam::${ACCOUNT}:user/operator`,
			UserId: 'AIDAOPERATOR',
			Account: ACCOUNT,
		});
	const role = query.get('RoleArn') ?? '';
	return queryAnswer(NAMESPACE, operation, {
		Credentials: {
			...{ AccessKeyId: 'ASIAROLE', SecretAccessKey: 'of-the-role', SessionToken: 'of-the-role' },
			Expiration: '2099-01-01T00:00:00Z',
		},
		AssumedRoleUser: { Arn: `${role}/session`, AssumedRoleId: 'AROAROLE:session' },
	});
}
