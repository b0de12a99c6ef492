import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { pageRoutes } from '../functions/entry/page.ts';
import { templatesOf } from './testing.ts';

/** What `npm start` sends with the page. */
async function sentByTheApi(): Promise<Readonly<Record<string, string>>> {
	const folder = mkdtempSync(join(tmpdir(), 'greenroom-page-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	writeFileSync(join(folder, 'index.html'), '<!doctype html>');
	const response = await pageRoutes(relative(process.cwd(), folder)).request('/');
	expect(response.status).toBe(200);
	const ofTheFile = ['cache-control', 'content-type', 'content-length', 'last-modified', 'date', 'vary', 'etag'];
	return Object.fromEntries([...response.headers].filter(([name]) => !ofTheFile.includes(name)));
}

/** What the policy in the template has CloudFront send. */
async function sentByCloudFront(): Promise<Readonly<Record<string, string>>> {
	const { Site } = await templatesOf('pr-7');
	const [policy] = Object.values(Site.findResources('AWS::CloudFront::ResponseHeadersPolicy'));
	const { SecurityHeadersConfig: security, CustomHeadersConfig: custom } =
		policy?.Properties.ResponseHeadersPolicyConfig ?? {};
	const { AccessControlMaxAgeSec: maxAge, IncludeSubdomains } = security.StrictTransportSecurity;
	return {
		'content-security-policy': security.ContentSecurityPolicy.ContentSecurityPolicy,
		'x-content-type-options': security.ContentTypeOptions.Override === true ? 'nosniff' : '',
		'x-frame-options': security.FrameOptions.FrameOption,
		'referrer-policy': security.ReferrerPolicy.ReferrerPolicy,
		'strict-transport-security': `max-age=${maxAge}${IncludeSubdomains === true ? '; includeSubDomains' : ''}`,
		'x-xss-protection': security.XSSProtection.Protection === true ? '1' : '0',
		...Object.fromEntries(
			custom.Items.map(({ Header, Value }: Record<string, string>) => [String(Header).toLowerCase(), Value]),
		),
	};
}

test('the page has the headers in AWS that it has here', async () => {
	const here = await sentByTheApi();
	expect(Object.keys(here)).toContain('content-security-policy');
	expect(await sentByCloudFront()).toEqual(here);
});
