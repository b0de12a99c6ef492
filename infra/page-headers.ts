/**
 * Headers of the page, as an API that serves it itself sends them (`functions/entry/page.ts`).
 *
 * @module
 */
import { Duration } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

const CONTENT_SECURITY_POLICY = [
	"default-src 'self'",
	// The LiveKit server is another origin, and LiveKit Cloud answers from regional ones.
	"connect-src 'self' ws: wss: http: https:",
	"media-src 'self' blob:",
	// livekit-client makes workers from blobs.
	"worker-src 'self' blob:",
	"img-src 'self' data:",
	"object-src 'none'",
	"base-uri 'none'",
	"frame-ancestors 'self'",
].join('; ');

const OTHERS = {
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Cross-Origin-Resource-Policy': 'same-origin',
	'Origin-Agent-Cluster': '?1',
	'Permissions-Policy': 'microphone=(self), camera=(), geolocation=()',
	'X-DNS-Prefetch-Control': 'off',
	'X-Download-Options': 'noopen',
	'X-Permitted-Cross-Domain-Policies': 'none',
} as const;

/** An account has twenty of them before it asks for more, and a stage has one. */
export function pageHeaders(scope: Construct): cloudfront.ResponseHeadersPolicy {
	const override = true;
	return new cloudfront.ResponseHeadersPolicy(scope, 'PageHeaders', {
		securityHeadersBehavior: {
			contentSecurityPolicy: { contentSecurityPolicy: CONTENT_SECURITY_POLICY, override },
			contentTypeOptions: { override },
			frameOptions: { frameOption: cloudfront.HeadersFrameOption.SAMEORIGIN, override },
			referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override },
			strictTransportSecurity: { accessControlMaxAge: Duration.days(180), includeSubdomains: true, override },
			xssProtection: { protection: false, override },
		},
		customHeadersBehavior: {
			customHeaders: Object.entries(OTHERS).map(([header, value]) => ({ header, value, override })),
		},
	});
}
