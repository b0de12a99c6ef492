import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, test } from 'vitest';
import { type Templates, templatesOf } from './testing.ts';

const UPLOAD = 'Custom::CDKBucketDeployment';
let site: Templates['Site'];
beforeAll(async () => {
	site = (await templatesOf('staging')).Site;
});

test('what has its hash in its name is kept for a year', () => {
	site.hasResourceProperties(UPLOAD, {
		Exclude: ['*'],
		Include: ['assets/*'],
		SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
	});
});

test('everything else is asked for each time', () => {
	site.hasResourceProperties(UPLOAD, {
		Exclude: ['assets/*'],
		Include: Match.absent(),
		SystemMetadata: { 'cache-control': 'no-cache' },
	});
});

test('the page comes after its parts', () => {
	const uploads = Object.entries(site.findResources(UPLOAD));
	const [hashedId] = uploads.find(([, { Properties }]) => Properties.Include !== undefined) ?? [];
	const [, page] = uploads.find(([, { Properties }]) => Properties.Include === undefined) ?? [];
	expect(hashedId).toBeDefined();
	expect(page?.DependsOn).toContain(hashedId);
});

test('parts that open pages may still ask for stay', () => {
	site.allResourcesProperties(UPLOAD, { Prune: false });
});

test('nothing in CloudFront has to be thrown away', () => {
	site.allResourcesProperties(UPLOAD, { DistributionId: Match.absent() });
});
