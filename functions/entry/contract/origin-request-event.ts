/**
 * Requests as CloudFront shows them to a function in an origin's place, in the shape that AWS documents.
 *
 * @module
 */
import type { EdgeResult, OriginRequestEvent } from '../aws/origin-request.ts';
import type { Answer } from './answer.ts';
import { ADDRESS, bytesOf, HOST, type ViewerRequest, viewed } from './viewer.ts';

/** Of a body: more of it is not shown. */
const SHOWN_BYTES = 1024 * 1024;

export function originRequestEvent(request: ViewerRequest): OriginRequestEvent {
	const { host: _, ...headers } = viewed(request);
	const [uri = '', querystring = ''] = request.path.split('?');
	const bytes = bytesOf(request);
	const shown = {
		...headers,
		host: 'greenroom-page.s3.us-east-1.amazonaws.com',
		via: '2.0 2afae0d44e2540f472c0635ab62c232b.cloudfront.net (CloudFront)',
		'x-forwarded-for': ADDRESS,
		...(bytes.length === 0 ? {} : { 'content-length': String(bytes.length) }),
	};
	const event = {
		Records: [
			{
				cf: {
					config: {
						distributionDomainName: HOST,
						distributionId: 'EDFDVBD6EXAMPLE',
						eventType: 'origin-request',
						requestId: '4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_1oF26ClkoUSEQ==',
					},
					request: {
						clientIp: ADDRESS,
						headers: Object.fromEntries(
							Object.entries(shown).map(([name, value]) => [
								name,
								// A browser's cookies may come in several headers.
								(name === 'cookie' ? value.split('; ') : [value]).map((one) => ({ key: cased(name), value: one })),
							]),
						),
						method: request.method,
						origin: {
							s3: {
								authMethod: 'none',
								customHeaders: {},
								domainName: 'greenroom-page.s3.us-east-1.amazonaws.com',
								path: '',
								region: 'us-east-1',
							},
						},
						querystring,
						uri,
						body: {
							action: 'read-only',
							data: bytes.subarray(0, SHOWN_BYTES).toString('base64'),
							encoding: 'base64',
							inputTruncated: bytes.length > SHOWN_BYTES,
						},
					},
				},
			},
		],
	} as const;
	return event;
}

const cased = (name: string): string => name.replace(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase());

const DISALLOWED =
	/^(connection|expect|keep-alive|proxy-authenticate|proxy-authorization|proxy-connection|trailer|transfer-encoding|upgrade|via|x-accel-buffering|x-amz-cf-.*|x-amzn-.*|x-cache|x-edge-.*|x-forwarded-proto|x-real-ip)$/i;

/** What the visitor gets: CloudFront answers 502 where it cannot pass on what it was given. */
export function answerOfEdge(result: EdgeResult): Answer {
	const { status, headers, body, bodyEncoding } = result;
	const isFit = /^[2-5]\d\d$/.test(status) && !Object.keys(headers).some((name) => DISALLOWED.test(name));
	if (!isFit || JSON.stringify(result).length > 1024 * 1024) return { status: 502, headers: {}, cookies: [], text: '' };
	const { 'set-cookie': cookies = [], ...others } = headers;
	return {
		status: Number(status),
		headers: Object.fromEntries(Object.entries(others).map(([name, [first]]) => [name, first?.value ?? ''])),
		cookies: cookies.map(({ value }) => value),
		text: Buffer.from(body, bodyEncoding === 'base64' ? 'base64' : 'utf8').toString(),
	};
}
