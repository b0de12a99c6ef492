import { expect, test } from 'vitest';
import { type Next, sayNext } from './say-next.ts';

const cloud: Next = { stage: 'pr-7', region: 'us-east-1', siteUrl: null, isCloud: true, changes: ['new'] };

test('before the first deploy the address is to come', () => {
	const said = sayNext(cloud);
	expect(said).toMatch(/^Next: npx sst deploy --stage pr-7$/m);
	expect(said).toContain('https://<SiteUrl>/api/livekit/webhook');
	expect(said).toContain('--name /sst/greenroom/pr-7/Secret/OPS_TOKEN/value');
	expect(said).not.toContain('when they start');
});

test('afterwards it is said, and what a change needs', () => {
	const deployed = { ...cloud, siteUrl: 'https://d1.cloudfront.net' };
	expect(sayNext(deployed)).toContain('https://d1.cloudfront.net/api/livekit/webhook');
	expect(sayNext({ ...deployed, changes: ['unchanged', 'changed'] })).toContain('when they start: deploy');
	expect(sayNext({ ...deployed, changes: ['unchanged'] })).not.toContain('when they start');
});

test('a server of one’s own is told by its file', () => {
	const said = sayNext({ ...cloud, isCloud: false });
	expect(said).toContain(
		'webhook:\n      api_key: <LIVEKIT_API_KEY>\n      urls: ["https://<SiteUrl>/api/livekit/webhook"]',
	);
	expect(said).not.toContain('cloud.livekit.io');
});
