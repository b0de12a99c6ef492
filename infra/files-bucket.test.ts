import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileKey, filePrefix } from '../functions/files/port.ts';
import { makePolicy } from '../functions/rooms/policy.ts';
import { KEPT_DAYS } from './files-bucket.ts';
import { type Templates, templatesOf } from './testing.ts';

const bucket = (site: Templates['Site']) =>
	Object.entries(site.findResources('AWS::S3::Bucket')).find(([id]) => id.startsWith('FilesBucket'))?.[1] ?? {};

describe.each(['production', 'staging', 'pr-7'])('the files of %s', (stage) => {
	let site: Templates['Site'];
	beforeAll(async () => {
		site = (await templatesOf(stage)).Site;
	});

	test('are nobody’s but those with a signed URL', () => {
		expect(bucket(site).Properties).toMatchObject({
			PublicAccessBlockConfiguration: {
				BlockPublicAcls: true,
				BlockPublicPolicy: true,
				IgnorePublicAcls: true,
				RestrictPublicBuckets: true,
			},
			OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
		});
	});

	test('are never asked for by a page', () => {
		expect(bucket(site).Properties).not.toHaveProperty('CorsConfiguration');
	});

	test('go when their conversation would have', () => {
		expect(bucket(site).Properties.LifecycleConfiguration.Rules).toEqual([
			expect.objectContaining({ Status: 'Enabled', ExpirationInDays: KEPT_DAYS }),
		]);
	});

	test('are gone when somebody has them forgotten: there are no versions', () => {
		expect(bucket(site).Properties).not.toHaveProperty('VersioningConfiguration');
	});

	test('travel by TLS only', () => {
		site.hasResourceProperties('AWS::S3::BucketPolicy', {
			Bucket: { Ref: Match.stringLikeRegexp('^FilesBucket') },
			PolicyDocument: {
				Statement: Match.arrayWith([
					Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
				]),
			},
		});
	});

	test('are encrypted where they lie', () => {
		expect(bucket(site).Properties).toHaveProperty('BucketEncryption');
	});
});

test('production keeps its files when it is removed, others do not', async () => {
	const policy = async (stage: string) => bucket((await templatesOf(stage)).Site).DeletionPolicy;
	expect(await policy('production')).toBe('Retain');
	expect(await policy('staging')).toBe('Delete');
	expect(await policy('pr-7')).toBe('Delete');
});

test('files live as long as the record of their conversation', () => {
	const { recordTtlMs } = makePolicy({ graceSeconds: 60 });
	expect(KEPT_DAYS * 24 * 3600 * 1000).toBe(recordTtlMs);
});

test('keys of a stage are below its name, as the rights to them are', () => {
	const whose = { stage: 'pr-7', conversation: 'abcdefgh' };
	expect(filePrefix(whose)).toMatch(/^pr-7\//);
	expect(fileKey(whose, 'abcdefgh')).toMatch(/^pr-7\//);
});
