import { expect, test } from 'vitest';
import { accountOf } from './region.ts';

test('the region is the one that sst.config.ts takes', () => {
	expect(accountOf({}).region).toBe('us-east-1');
	expect(accountOf({ AWS_REGION: 'eu-west-1' }).region).toBe('us-east-1');
	expect(accountOf({ GREENROOM_REGION: 'eu-central-1' }).region).toBe('eu-central-1');
});

test('files count more than the shell, as with SST', () => {
	const { region, variables } = accountOf(
		{ AWS_PROFILE: 'shell', AWS_ENDPOINT_URL: 'http://shell', PATH: '/bin' },
		{ AWS_PROFILE: 'env', GREENROOM_REGION: 'eu-west-1', LIVEKIT_URL: 'ws://laptop' },
		{ AWS_PROFILE: 'local' },
	);
	expect(region).toBe('eu-west-1');
	expect(variables).toEqual({ AWS_PROFILE: 'local', AWS_ENDPOINT_URL: 'http://shell' });
});
