import { expect, test } from 'vitest';
import type { DeployedStack } from './aws/stacks.ts';
import { type StageAccess, stageVariables } from './stage-variables.ts';

const site = (stage: string): DeployedStack => ({
	...{ name: `${stage}-greenroom-Site`, isBusy: false, created: 0 },
	outputs: new Map([['SiteUrl', `https://${stage}.example.com`]]),
});
const access = (stacks: readonly DeployedStack[]): StageAccess => ({
	region: 'eu-central-1',
	stacks: { own: async () => stacks },
	parameters: { read: async () => new Map([['LIVEKIT_URL', 'wss://livekit.example.com']]) },
});

test('a stage is what it was told, and where it is', async () => {
	expect(await stageVariables('staging', access([site('pr-7'), site('staging')]))).toEqual({
		STAGE: 'staging',
		LIVEKIT_URL: 'wss://livekit.example.com',
		GREENROOM_API_URL: 'https://staging.example.com',
	});
});

test('one that is not there is said so, with where it was looked for', async () => {
	await expect(stageVariables('pr-8', access([site('pr-7')]))).rejects.toThrow(
		'Stage pr-8 is not deployed in eu-central-1. Deploy it with: npx sst deploy --stage pr-8',
	);
});

test('no credentials are said so', async () => {
	const stacks = {
		own: () => Promise.reject(Object.assign(new Error('none'), { name: 'CredentialsProviderError' })),
	};
	await expect(stageVariables('pr-7', { ...access([]), stacks })).rejects.toThrow('no credentials for AWS');
});
