/**
 * Requests as a Lambda function URL shows them, in the shape that AWS documents.
 *
 * @module
 */
import { ORIGIN_SECRET_HEADER } from '../../protocol/front.ts';
import type { FunctionUrlEvent, FunctionUrlResult } from '../aws/function-url.ts';
import type { Answer } from './answer.ts';
import { bytesOf, type ViewerRequest, viewed } from './viewer.ts';

export const ORIGIN_SECRET = 'a secret that CloudFront and the API have';

const ID = 'abcdefghijklmnopqrstuvwxyz012345';
const DOMAIN = `${ID}.lambda-url.eu-central-1.on.aws`;
/** What Lambda shows as text; everything else is base64. */
const TEXT = /^(text\/.*|application\/(json|javascript|xml))(;|$)/;

/** @param secret what CloudFront adds; null: the request came past it */
export function functionUrlEvent(request: ViewerRequest, secret: string | null = ORIGIN_SECRET): FunctionUrlEvent {
	const { host: _, cookie, ...headers } = viewed(request);
	const [path = '', query = ''] = request.path.split('?');
	const bytes = bytesOf(request);
	const isText = TEXT.test(headers['content-type'] ?? 'text/plain');
	const event = {
		version: '2.0',
		routeKey: '$default',
		rawPath: path,
		rawQueryString: query,
		...(cookie === undefined ? {} : { cookies: cookie.split('; ') }),
		headers: {
			...headers,
			...(cookie === undefined ? {} : { cookie }),
			...(secret === null ? {} : { [ORIGIN_SECRET_HEADER]: secret }),
			...(bytes.length === 0 ? {} : { 'content-length': String(bytes.length) }),
			host: DOMAIN,
			via: '2.0 2afae0d44e2540f472c0635ab62c232b.cloudfront.net (CloudFront)',
			'x-amz-cf-id': '4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_1oF26ClkoUSEQ==',
			'x-amzn-tls-version': 'TLSv1.3',
			'x-amzn-trace-id': 'Root=1-62ecd163-5f302e550dcde3b12402207d',
			'x-forwarded-for': '130.176.1.1',
			'x-forwarded-port': '443',
			'x-forwarded-proto': 'https',
		},
		...(query === '' ? {} : { queryStringParameters: Object.fromEntries(new URLSearchParams(query)) }),
		requestContext: {
			accountId: 'anonymous',
			apiId: ID,
			domainName: DOMAIN,
			domainPrefix: ID,
			http: {
				method: request.method,
				path,
				protocol: 'HTTP/1.1',
				sourceIp: '130.176.1.1',
				userAgent: headers['user-agent'] ?? 'Amazon CloudFront',
			},
			requestId: 'c3a4b5d6-1111-2222-3333-444455556666',
			routeKey: '$default',
			stage: '$default',
			time: '22/Nov/2026:08:00:00 +0000',
			timeEpoch: 1_795_334_400_000,
		},
		...(bytes.length === 0 ? {} : { body: bytes.toString(isText ? 'utf8' : 'base64') }),
		isBase64Encoded: bytes.length > 0 && !isText,
	};
	return event;
}

/** What the visitor gets. */
export function answerOfFunctionUrl(result: FunctionUrlResult): Answer {
	const bytes = Buffer.from(result.body, result.isBase64Encoded ? 'base64' : 'utf8');
	if (typeof result.statusCode !== 'number' || 'set-cookie' in result.headers) return { ...BROKEN, status: 502 };
	return { status: result.statusCode, headers: result.headers, cookies: result.cookies, text: bytes.toString() };
}

const BROKEN = { headers: {}, cookies: [], text: '' };
