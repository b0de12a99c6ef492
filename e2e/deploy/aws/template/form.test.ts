import { describe, expect, test } from 'vitest';
import { create, type Resources, world } from '../testing.ts';

const bucket = { Type: 'AWS::S3::Bucket' };
const role = {
	Type: 'AWS::IAM::Role',
	Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } },
};
const parameter = (Value: unknown) => ({ Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } });

/** Of a Fn::Sub. */
const hole = (name: string) => `$\{${name}}`;

describe('a template is refused', () => {
	test.each<[string, Resources, string]>([
		[
			'of a type that AWS has not',
			{ A: { Type: 'AWS::S3::Bukket' } },
			'Unrecognized resource types: [AWS::S3::Bukket]',
		],
		[
			'with a Ref to nothing',
			{ A: parameter({ Ref: 'B' }) },
			'Unresolved resource dependencies [B] in the Resources block',
		],
		[
			'with an attribute of nothing',
			{ A: parameter({ 'Fn::GetAtt': ['B', 'Arn'] }) },
			'Unresolved resource dependencies [B]',
		],
		[
			'with an attribute that the type has not',
			{ A: parameter({ 'Fn::GetAtt': ['B', 'Colour'] }), B: bucket },
			'resource B does not support attribute type Colour in Fn::GetAtt',
		],
		[
			'with a Sub of nothing',
			{ A: parameter({ 'Fn::Sub': `x-${hole('B')}` }) },
			'Unresolved resource dependencies [B]',
		],
		[
			'with a Sub of an attribute of nothing',
			{ A: parameter({ 'Fn::Sub': `x-${hole('B.Arn')}` }) },
			'Unresolved resource dependencies [B]',
		],
		['that waits for nothing', { A: { ...bucket, DependsOn: 'B' } }, 'Unresolved resource dependencies [B]'],
		[
			'whose resources wait for each other',
			{ A: { ...bucket, DependsOn: ['B'] }, B: parameter({ Ref: 'A' }) },
			'Circular dependency between resources: [A, B]',
		],
		[
			'with a condition that is not there',
			{ A: { ...bucket, Condition: 'Big' } },
			'Unresolved condition dependency Big',
		],
	])('%s', (_, resources, message) => {
		expect(() => create(world(), resources)).toThrow(message);
	});

	test('with an output of nothing', () => {
		const outputs = { Url: { Value: { Ref: 'B' } } };
		expect(() => create(world(), { A: bucket }, { outputs })).toThrow('[B] in the Outputs block of the template');
	});

	test('that makes roles when nobody has said that it may', () => {
		const named = { ...role, Properties: { ...role.Properties, RoleName: 'shop' } };
		const make =
			(resources: Resources, ...capabilities: string[]) =>
			() =>
				create(world(), resources, { capabilities });
		expect(make({ A: role })).toThrow('Requires capabilities : [CAPABILITY_IAM]');
		expect(make({ A: named }, 'CAPABILITY_IAM')).toThrow('Requires capabilities : [CAPABILITY_NAMED_IAM]');
		expect(make({ A: role }, 'CAPABILITY_IAM')).not.toThrow();
		expect(make({ A: named }, 'CAPABILITY_NAMED_IAM')).not.toThrow();
	});

	test('that is no JSON, has no resources, or too many', () => {
		const many = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`B${i}`, bucket]));
		expect(() => create(world(), many)).toThrow('Number of resources, 501, is greater than maximum allowed, 500');
		expect(() => create(world(), {}, { rest: { Resources: 1 } })).toThrow('Template format error: Resources');
	});
});

test('what refers to what is there is made', () => {
	const resources = {
		A: parameter({
			'Fn::Sub': [['Name', 'B.Arn', 'AWS::Region', '!Literal'].map(hole).join(' '), { Name: { Ref: 'B' } }],
		}),
		B: bucket,
	};
	expect(create(world(), resources).status).toBe('CREATE_COMPLETE');
});
