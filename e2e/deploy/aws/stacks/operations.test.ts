import { describe, expect, test } from 'vitest';
import { inventoryOf } from '../inventory.ts';
import { create, destroy, type Resources, reasonsOf, resourceOf, update, upload, world } from '../testing.ts';

const bucket = { Type: 'AWS::S3::Bucket' };
const parameter = (Value: unknown, more: object = {}) => ({
	...{ Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value } },
	...more,
});
const exported = { Name: { Value: { Ref: 'B' }, Export: { Name: 'site:Bucket' } } };
const importing = { A: parameter({ 'Fn::ImportValue': 'site:Bucket' }) };
const site = { name: 'site', outputs: exported };

const byName = (one: string, other: string) => one.localeCompare(other);

describe('stacks that use each other', () => {
	test('in the wrong order the second one is rolled back, and says why', () => {
		const stack = create(world(), importing);
		expect(stack.status).toBe('ROLLBACK_COMPLETE');
		expect(reasonsOf(stack)).toBe('No export named site:Bucket found.');
		expect(stack.resources.size).toBe(0);
	});

	test('in the right order the value arrives', () => {
		const account = world();
		const first = create(account, { B: bucket }, site);
		const second = create(account, importing);
		expect(resourceOf(second, 'A').properties['Value']).toBe(resourceOf(first, 'B').physicalId);
	});

	test('the first one stays while the second one is there, and goes afterwards', () => {
		const account = world();
		create(account, { B: bucket }, site);
		create(account, importing);
		const kept = destroy(account, 'site');
		expect(kept?.status).toBe('CREATE_COMPLETE');
		expect(kept && reasonsOf(kept)).toBe('Delete canceled. Cannot delete export site:Bucket as it is in use by shop.');
		expect(destroy(account, 'shop')).toBeUndefined();
		expect(destroy(account, 'site')).toBeUndefined();
	});

	test('an export that is used is not taken away', () => {
		const account = world();
		create(account, { B: bucket }, site);
		create(account, importing);
		const kept = update(account, { B: bucket }, { name: 'site' });
		expect(kept.status).toBe('UPDATE_ROLLBACK_COMPLETE');
		expect(reasonsOf(kept)).toBe('Export site:Bucket cannot be deleted as it is in use by shop');
		expect(kept.outputs).toHaveLength(1);
	});

	test('an export has one owner', () => {
		const account = world();
		create(account, { B: bucket }, site);
		const other = create(account, { B: bucket }, { outputs: exported });
		expect(reasonsOf(other)).toBe('Export with name site:Bucket is already exported by stack site');
		const twice = create(world(), { B: bucket }, { outputs: { ...exported, Again: exported.Name } });
		expect(reasonsOf(twice)).toContain('is already exported by stack shop');
	});
});

describe('a stack', () => {
	const named = (Name: string, more: object = {}) => ({
		...{ Type: 'AWS::SSM::Parameter', Properties: { Name, Type: 'String', Value: '1' } },
		...more,
	});

	test('leaves nothing', () => {
		const account = world();
		const before = inventoryOf(account);
		create(account, { A: named('/shop'), B: bucket, L: { Type: 'AWS::Logs::LogGroup' } });
		expect(inventoryOf(account).length).toBeGreaterThan(before.length);
		expect(destroy(account)).toBeUndefined();
		expect(inventoryOf(account)).toEqual(before);
	});

	test('leaves what its template says, under its name, which nobody else can have then', () => {
		const account = world();
		create(account, { A: named('/shop', { DeletionPolicy: 'Retain' }) });
		destroy(account);
		expect([...account.retained]).toEqual(['AWS::SSM::Parameter /shop']);
		expect(account.parameters.has('/shop')).toBe(true);
		expect(reasonsOf(create(account, { A: named('/shop') }))).toContain('already exists');
	});

	test('that fails takes back what it made, but for what it keeps', () => {
		const account = world();
		const keeps = named('/kept', { DeletionPolicy: 'Retain' });
		const fails = { ...named('/no name'), DependsOn: ['A', 'B'] };
		const stack = create(account, { A: named('/gone'), B: keeps, C: fails });
		expect([stack.status, [...stack.failures.keys()]]).toEqual(['ROLLBACK_COMPLETE', ['C']]);
		expect([...account.parameters.keys()].filter((name) => /gone|kept/.test(name))).toEqual(['/kept']);
	});

	test('that failed is not updated', () => {
		const account = world();
		create(account, importing);
		expect(() => update(account, { B: bucket })).toThrow('is in ROLLBACK_COMPLETE state and can not be updated');
	});

	test('has nothing to do where nothing has changed', () => {
		const account = world();
		create(account, { B: bucket });
		expect(() => update(account, { B: bucket })).toThrow('No updates are to be performed.');
	});

	test('changed takes away what is no more in its template, and keeps the rest as it is', () => {
		const account = world();
		const { resources } = create(account, { A: named('/a'), B: bucket });
		const changed = update(account, { B: bucket, C: named('/c') });
		expect(changed.status).toBe('UPDATE_COMPLETE');
		expect(changed.resources.get('B')?.physicalId).toBe(resources.get('B')?.physicalId);
		expect([account.parameters.has('/a'), account.parameters.has('/c')]).toEqual([false, true]);
	});

	test('whose change fails is as it was', () => {
		const account = world();
		create(account, { A: named('/a') });
		const before = inventoryOf(account);
		const changed = update(account, { C: named('/c'), D: { ...named('/no name'), DependsOn: 'C' } });
		expect(changed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
		expect(inventoryOf(account)).toEqual(before.map((line) => line.replace('shop CREATE', 'shop UPDATE_ROLLBACK')));
	});

	test('with a name of its own is not replaced under that name', () => {
		const account = world();
		const role = (Path: string): Resources => ({
			R: {
				Type: 'AWS::IAM::Role',
				Properties: { RoleName: 'shop', Path, AssumeRolePolicyDocument: { Statement: [] } },
			},
		});
		const capabilities = ['CAPABILITY_NAMED_IAM'];
		create(account, role('/a/'), { capabilities });
		expect(reasonsOf(update(account, role('/b/'), { capabilities }))).toContain(
			'custom-named resource requires replacing',
		);
	});

	test('of that name is there already, or has a name that CloudFormation does not take', () => {
		const account = world();
		create(account, { B: bucket });
		expect(() => create(account, { B: bucket })).toThrow('Stack [shop] already exists');
		expect(() => create(account, { B: bucket }, { name: '7-shop' })).toThrow("Value '7-shop' at 'stackName'");
	});
});

describe('a bucket', () => {
	const name = 'shop-files';
	const files = { Type: 'AWS::S3::Bucket', Properties: { BucketName: name } };

	test('with something in it is not deleted', () => {
		const account = world();
		create(account, { B: files, A: parameter({ Ref: 'B' }) });
		upload(account, name, 'a.txt');
		const left = destroy(account);
		expect(left?.status).toBe('DELETE_FAILED');
		expect(left && reasonsOf(left)).toContain('The following resource(s) failed to delete: [B].');
		expect(left?.failures.get('B')).toContain('The bucket you tried to delete is not empty');
		expect([...(left?.resources.keys() ?? [])]).toEqual(['B']);
		account.objects.clear();
		expect(destroy(account)).toBeUndefined();
	});

	test('that stays keeps what it needs, and what that needs', () => {
		const account = world();
		create(account, {
			A: parameter('a'),
			C: parameter({ Ref: 'A' }),
			D: parameter('d'),
			B: { ...files, DependsOn: 'C' },
		});
		upload(account, name, 'a.txt');
		expect([...(destroy(account)?.resources.keys() ?? [])].sort(byName)).toEqual(['A', 'B', 'C']);
	});

	test('has a name that nobody else has', () => {
		const account = world();
		upload(account, name, 'a.txt');
		expect(reasonsOf(create(account, { B: files }))).toContain('shop-files already exists');
	});
});
