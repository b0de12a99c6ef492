import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Aws, startAws } from './aws/start.ts';
import { type Clone, cloneHere } from './clone.ts';
import { type Operator, operatorAt } from './operator.ts';
import { visit } from './visitors.ts';

const settings = {
	LIVEKIT_URL: 'wss://greenroom-x1.livekit.cloud',
	LIVEKIT_API_KEY: 'APIabcdefghi',
	LIVEKIT_API_SECRET: 'a-secret-of-thirty-two-characters-or-more',
	UPSTASH_REDIS_REST_URL: 'https://eu1-moth-12345.upstash.io',
	UPSTASH_REDIS_REST_TOKEN: 'a-token-of-upstash',
};
const NAMES = [...Object.keys(settings), 'OPS_TOKEN'];
const FILE = 'settings.env';

/** One after the other, as a team meets them: each step finds what the ones before it have left. */
describe('staging, and the preview of a pull request', { timeout: 180_000 }, () => {
	let aws: Aws;
	let clone: Clone;
	let operator: Operator;
	let empty: readonly string[];
	let withStaging: readonly string[];
	const said: string[] = [];
	const saying = async (doing: ReturnType<Operator['sst']>) => {
		const done = await doing;
		said.push(done.said);
		return done;
	};

	beforeAll(async () => {
		aws = await startAws();
		clone = await cloneHere();
		operator = operatorAt(clone.root, aws);
		empty = aws.inventory();
		const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
		await writeFile(join(clone.root, FILE), lines.join(''));
	});
	afterAll(async () => {
		await clone.remove();
		await aws.close();
	});

	test('a stage is given its settings', async () => {
		const { ok } = await saying(operator.setUp('staging', '--from', FILE, '--offline'));
		expect(ok).toBe(true);
		const found = [...aws.world.parameters].filter(([name]) => name.startsWith('/sst/greenroom/staging/'));
		expect(found.map(([name]) => name)).toEqual(NAMES.map((name) => `/sst/greenroom/staging/Secret/${name}/value`));
		expect(new Set(found.map(([, { type }]) => type))).toEqual(new Set(['SecureString']));
	});

	test('and is deployed, with an image for arm64', async () => {
		const deployed = await saying(operator.sst('deploy', '--stage', 'staging'));
		expect(deployed).toMatchObject({
			ok: true,
			said: expect.stringMatching(/SiteUrl: https:\/\/d\w+\.cloudfront\.net/),
		});
		expect(aws.docker.find(([command]) => command === 'build')?.join(' ')).toMatch(
			/--file Dockerfile\.worker --platform linux\/arm64 \.$/,
		);
		withStaging = aws.inventory();
	});

	test('a preview without settings is rolled back by AWS, which does not say why; we do', async () => {
		expect(await operator.sst('build', '--stage', 'pr-7')).toMatchObject({ ok: true });
		// CDK's validator has seen both stages now. It takes half of the time of each command.
		const context = { '@aws-cdk/core:validateAgainstDefaultRules': false };
		await writeFile(join(clone.root, 'cdk.json'), JSON.stringify({ context }));
		const refused = await operator.sst('deploy', '--stage', 'pr-7', '--from', '.sst/dist');
		expect(refused.ok).toBe(false);
		expect(refused.said).toContain("Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.");
		expect(aws.world.stoppedTasks.join()).toContain(
			'invalid ssm parameters: /sst/greenroom/pr-7/Secret/LIVEKIT_URL/value',
		);

		for (const looks of [operator.setUp('pr-7', '--check'), operator.sst('deploy', '--stage', 'pr-7')]) {
			const { ok, said } = await looks;
			expect(ok).toBe(false);
			expect(said).toContain(`Stage pr-7 lacks ${NAMES.join(', ')}.`);
			expect(said).toContain('npm run setup:stage pr-7');
		}
	});

	test('with them it is deployed, by a second try: SST removes what was rolled back, and forgets that it did', async () => {
		expect(await saying(operator.setUp('pr-7', '--from', FILE, '--offline'))).toMatchObject({ ok: true });
		const again = () => operator.sst('deploy', '--stage', 'pr-7', '--from', '.sst/dist');
		expect(await again()).toMatchObject({ ok: false, said: expect.stringContaining('Worker] does not exist') });
		expect(await again()).toMatchObject({
			ok: true,
			said: expect.stringContaining('ServiceName: pr-7-greenroom-Worker'),
		});
	});

	test('a second build of the same is the same', async () => {
		expect(await operator.sst('diff', '--stage', 'pr-7')).toMatchObject({
			ok: true,
			said: expect.stringContaining('Diff: No changes'),
		});
	});

	test('of a preview that is removed nothing stays, and staging does not notice', async () => {
		visit(aws.world, 'pr-7');
		const removed = await operator.remove('pr-7');
		expect(removed).toMatchObject({ ok: true, said: expect.stringContaining('6 settings removed') });
		expect(aws.inventory()).toEqual(withStaging);
	});

	test('staging is as it was deployed, and is removed as well', async () => {
		expect(await operator.sst('diff', '--stage', 'staging')).toMatchObject({
			ok: true,
			said: expect.stringContaining('Diff: No changes'),
		});
		visit(aws.world, 'staging');
		expect(await operator.remove('staging')).toMatchObject({ ok: true });
		expect(aws.inventory()).toEqual(empty);
	});

	test('nobody has told a value', () => {
		for (const [name, value] of Object.entries(settings))
			expect([name, said.join('\n').includes(value)]).toEqual([name, false]);
	});
});
