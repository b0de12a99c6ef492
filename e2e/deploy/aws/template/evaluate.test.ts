import { describe, expect, test } from 'vitest';
import { evaluate, type Scope } from './evaluate.ts';

const scope: Scope = {
	region: 'us-east-1',
	ref: (name) => `<${name}>`,
	attribute: (name, attribute) => `<${name}.${attribute}>`,
	importValue: (name) => `imported ${name}`,
	condition: (name) => name === 'Yes',
	mapping: (...path) => path.join('/'),
};

/** Of a Fn::Sub. */
const hole = (name: string) => `$\{${name}}`;

describe('functions', () => {
	test.each<[string, unknown, unknown]>([
		['Ref', { Ref: 'A' }, '<A>'],
		['GetAtt', { 'Fn::GetAtt': ['A', 'Endpoint.Port'] }, '<A.Endpoint.Port>'],
		['GetAtt as a text', { 'Fn::GetAtt': 'A.Endpoint.Port' }, '<A.Endpoint.Port>'],
		['Sub', { 'Fn::Sub': ['A', 'A.Arn', '!A'].map(hole).join('-') }, `<A>-<A.Arn>-${hole('A')}`],
		['Sub with variables', { 'Fn::Sub': [['X', 'A'].map(hole).join(''), { X: { Ref: 'B' } }] }, '<B><A>'],
		['Join', { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': ['D', 'DomainName'] }]] }, 'https://<D.DomainName>'],
		['Select of Split', { 'Fn::Select': [2, { 'Fn::Split': ['/', 'https://host'] }] }, 'host'],
		['Select of GetAZs', { 'Fn::Select': [1, { 'Fn::GetAZs': '' }] }, 'us-east-1b'],
		['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': `${hole('A')}:Url` } }, 'imported <A>:Url'],
		['If', [{ 'Fn::If': ['Yes', 1, 2] }, { 'Fn::If': ['No', 1, 2] }], [1, 2]],
		['NoValue', { a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] }, { b: [1] }],
		[
			'Equals, Not, And, Or',
			{ 'Fn::And': [{ 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }, { 'Fn::Or': [{ Condition: 'Yes' }] }] },
			true,
		],
		['FindInMap', { 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Region' }, 'ami'] }, 'Regions/<AWS::Region>/ami'],
		['Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
		['data', { Statement: { Condition: { Bool: { x: true } } } }, { Statement: { Condition: { Bool: { x: true } } } }],
	])('%s', (_, value, expected) => {
		expect(evaluate(value, scope)).toEqual(expected);
	});

	test.each<[string, unknown]>([
		['Fn::Select cannot select nonexistent value at index 9', { 'Fn::Select': [9, ['a']] }],
		['Fn::Join takes a text', { 'Fn::Join': ['', [{ a: 1 }, { b: 2 }]] }],
		['Fn::Cidr is not a function that this stand-in knows', { 'Fn::Cidr': [] }],
	])('%s', (message, value) => {
		expect(() => evaluate(value, scope)).toThrow(message);
	});
});
