import { expect, test } from 'vitest';
import { create, reasonsOf, resourceOf, world } from '../testing.ts';

const secret = { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } };
const parameter = (Value: unknown) => ({ Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } });

test('a secret of the same stack is put in when what uses it is made', () => {
	const account = world();
	const stack = create(account, {
		Secret: secret,
		Used: parameter({ 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:::}}']] }),
	});
	const [value = ''] = account.secrets.values();
	expect(value).toMatch(/^[0-9a-f]{48}$/);
	expect(resourceOf(stack, 'Used').properties['Value']).toBe(value);
	expect(stack.template).not.toContain(value);
});

test.each([
	[
		'{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:123456789012:secret:none:SecretString:::}}',
		"can't find the specified secret",
	],
	['{{resolve:ssm:/none:1}}', 'Parameters: [ssm:/none:1] cannot be found.'],
	['{{resolve:ssm-secure:/none}}', 'SSM Secure reference is not supported in'],
	['{{resolve:env:HOME}}', 'Invalid dynamic reference'],
])('%s is refused', (value, message) => {
	const stack = create(world(), { A: parameter(`x ${value}`) });
	expect(stack.status).toBe('ROLLBACK_COMPLETE');
	expect(reasonsOf(stack)).toContain(message);
});

test('a parameter is read, and a secret one is not by the plain reference', () => {
	const account = world();
	account.parameters.set('/plain', { value: 'seen', type: 'String', version: 1 });
	account.parameters.set('/secret', { value: 'unseen', type: 'SecureString', version: 1 });
	const stack = create(account, { A: parameter('{{resolve:ssm:/plain}}') });
	expect(resourceOf(stack, 'A').properties['Value']).toBe('seen');
	expect(reasonsOf(create(account, { A: parameter('{{resolve:ssm:/secret}}') }, { name: 'other' }))).toContain(
		'SecureString',
	);
});
