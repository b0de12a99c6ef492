import { describe, expect, test } from 'vitest';
import type { Part } from './names.ts';
import { ACCOUNT, templatesOf } from './testing.ts';
import { WILDCARDS, type Wildcard } from './wildcards.ts';
import { wildcardsIn } from './wildcards-in.ts';

const PARTS: readonly Part[] = ['Site', 'Worker'];
const say = ({ stack, policy, text }: Wildcard): string => `${stack} ${policy}: ${text}`;

async function found(stage: string, env: Readonly<Record<string, string>> = {}): Promise<ReadonlySet<string>> {
	const templates = await templatesOf(stage, env);
	const all = PARTS.flatMap((stack) => wildcardsIn(templates[stack].toJSON(), { stack, stage, account: ACCOUNT }));
	return new Set(all.map(say));
}

const explained = new Set(WILDCARDS.map(say));
const STAGES = [
	['production', {}],
	['staging', {}],
	['pr-7', {}],
	['production', { GREENROOM_ALERT_EMAIL: 'ops@example.com', VOICE: 'openai' }],
	['staging', { GREENROOM_EDGE: '1' }],
] as const;

test.each(STAGES)('every wildcard of %s %j is explained', async (stage, env) => {
	expect([...(await found(stage, env))].filter((each) => !explained.has(each))).toEqual([]);
});

test('no explanation is left over', async () => {
	const everywhere = await Promise.all(STAGES.map(([stage, env]) => found(stage, env)));
	const seen = new Set(everywhere.flatMap((each) => [...each]));
	expect([...explained].filter((each) => !seen.has(each))).toEqual([]);
});

test('what is for the edge is not there without it', async () => {
	const without = await found('staging');
	const ofTheEdge = WILDCARDS.filter(({ edge }) => edge).map(say);
	expect(ofTheEdge.length).toBeGreaterThan(0);
	expect(ofTheEdge.filter((each) => without.has(each))).toEqual([]);
});

test('each is named once', () => {
	expect(explained.size).toBe(WILDCARDS.length);
});

test('no role has a policy that AWS manages, and may change', async () => {
	for (const [stage, env] of STAGES)
		for (const template of Object.values(await templatesOf(stage, env)))
			for (const { Properties } of Object.values(template.findResources('AWS::IAM::Role')))
				expect(Properties).not.toHaveProperty('ManagedPolicyArns');
});

describe('what is looked for', () => {
	const place = { stack: 'Site', stage: 'pr-7', account: ACCOUNT } as const;
	const policy = (statement: object, property = 'PolicyDocument') => ({
		Resources: { RightsABCDEF01: { Properties: { [property]: { Statement: [{ Effect: 'Allow', ...statement }] } } } },
	});
	const texts = (template: object) => wildcardsIn(template, place).map(({ text }) => text);

	test.each([
		['an action', { Action: 's3:*', Resource: 'x' }, ['s3:*']],
		['one of many', { Action: ['s3:GetObject', 'sns:*'], Resource: 'x' }, ['sns:*']],
		['a resource', { Action: 'a:b', Resource: '*' }, ['*']],
		[
			'a part of one',
			{ Action: 'a:b', Resource: { 'Fn::Join': ['', ['a:', { Ref: 'Bucket0123ABCD' }, '/*']] } },
			['a:<Bucket>/*'],
		],
		['a principal', { Action: 'a:b', Resource: 'x', Principal: { AWS: '*' } }, ['principal *']],
		['the principal', { Action: 'a:b', Resource: 'x', Principal: '*' }, ['principal *']],
		['none', { Action: 'a:b', Resource: 'x' }, []],
	])('%s', (_, statement, expected) => {
		expect(texts(policy(statement))).toEqual(expected);
	});

	test('also in a policy that is part of a role', () => {
		const inline = {
			Resources: { Role: { Properties: { Policies: [policy({ Action: '*' }).Resources.RightsABCDEF01.Properties] } } },
		};
		expect(texts(inline)).toEqual(['*']);
	});

	test('the stage and the account are not part of it', () => {
		expect(texts(policy({ Action: 'a:b', Resource: `arn:x:${ACCOUNT}:/pr-7/*` }))).toEqual([
			'arn:x:<account>:/<stage>/*',
		]);
	});
});
