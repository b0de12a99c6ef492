import { expect, test } from 'vitest';
import { requiredParameters } from '../../infra/parameters.ts';
import { type ReadNames, refuseWithoutSettings } from './before-deploy.ts';

const settings = { stage: 'pr-7', voice: 'inference' } as const;
const all = requiredParameters('inference');
const has =
	(names: readonly string[] | null): ReadNames =>
	async () =>
		names === null ? null : new Set(names);
const sst = (...args: string[]) => ['node', 'sst', ...args];

test.each([[sst('deploy', '--stage', 'pr-7')], [sst('--stage', 'pr-7', 'deploy')]])(
	'%j of a stage that lacks settings is refused, and they are named',
	async (argv) => {
		const doing = refuseWithoutSettings(settings, { region: 'us-east-1', argv, readNames: has(all.slice(1)) });
		await expect(doing).rejects.toThrow(
			'Stage pr-7 lacks LIVEKIT_URL. Give it what it lacks with: npm run setup:stage pr-7',
		);
	},
);

test.each([[sst('build', '--stage', 'pr-7')], [sst('remove', '--stage', 'deploy')], [sst('diff')]])(
	'%j asks nobody',
	async (argv) => {
		const readNames = () => Promise.reject(new Error('asked'));
		await refuseWithoutSettings(settings, { region: 'us-east-1', argv, readNames });
	},
);

test.each([
	['that has them all', all],
	['that we may not look at', null],
])('a stage %s is deployed', async (_, names) => {
	await refuseWithoutSettings(settings, { region: 'us-east-1', argv: sst('deploy'), readNames: has(names) });
});
