/**
 * Events of CloudFront before it asks an origin, with their body, and answers that it passes on in the origin's place.
 *
 * @module
 */
import { Problem } from '../../problem.ts';
import { VIEWER_ADDRESS_HEADER } from '../../protocol/front.ts';
import { requestOf, sentBody } from './http.ts';

/** By names in lower case. */
export type EdgeHeaders = Readonly<Record<string, readonly { readonly key?: string; readonly value: string }[]>>;

/** What is used of it. */
export interface OriginRequestEvent {
	readonly Records: readonly [
		{
			readonly cf: {
				readonly config: { readonly distributionDomainName: string };
				readonly request: {
					readonly clientIp: string;
					readonly method: string;
					readonly uri: string;
					readonly querystring: string;
					readonly headers: EdgeHeaders;
					readonly body?:
						| {
								/** There is more of it than CloudFront shows. */
								readonly inputTruncated: boolean;
								readonly encoding: 'base64' | 'text';
								readonly data: string;
						  }
						| undefined;
				};
			};
		},
	];
}

export interface EdgeResult {
	readonly status: string;
	readonly headers: EdgeHeaders;
	readonly body: string;
	readonly bodyEncoding: 'text' | 'base64';
}

/** @throws Problem `payload_too_large` when a part of the body is missing, or `invalid_request` */
export function requestOfOriginRequest(event: OriginRequestEvent): Request {
	const [{ cf }] = event.Records;
	const { method, uri, querystring, headers, body, clientIp } = cf.request;
	if (body?.inputTruncated === true) throw new Problem('payload_too_large', 'Send 1 MB at most.');
	return requestOf({
		method,
		host: headers['host']?.[0]?.value ?? cf.config.distributionDomainName,
		path: uri,
		query: querystring,
		headers: { ...joined(headers), [VIEWER_ADDRESS_HEADER]: clientIp },
		body: body === undefined || body.data === '' ? null : body,
	});
}

const joined = (headers: EdgeHeaders): Readonly<Record<string, string>> =>
	Object.fromEntries(
		Object.entries(headers).map(([name, values]) => [
			name,
			values.map(({ value }) => value).join(name === 'cookie' ? '; ' : ', '),
		]),
	);

/** CloudFront answers 502 where one of them is set, or is one that it sets itself. */
const NOT_OURS =
	/^(connection|expect|keep-alive|proxy-.*|trailer|transfer-encoding|upgrade|via|x-accel-.*|x-amz-cf-.*|x-amzn-.*|x-cache|x-edge-.*|x-forwarded-proto|x-real-ip)$/;

/** All that it passes on, headers included. */
export const EDGE_RESPONSE_BYTES = 1_000_000;

/** @throws Problem `internal_error` that says what to do about an answer that is too large */
export async function edgeResult(response: Response): Promise<EdgeResult> {
	const { body, encoding } = await sentBody(response);
	const headers: Record<string, { readonly key: string; readonly value: string }[]> = {};
	for (const [key, value] of response.headers)
		if (!NOT_OURS.test(key)) headers[key] = [...(headers[key] ?? []), { key, value }];
	const result: EdgeResult = { status: String(response.status), headers, body, bodyEncoding: encoding };
	if (Buffer.byteLength(JSON.stringify(result)) > EDGE_RESPONSE_BYTES)
		throw new Problem(
			'internal_error',
			'The answer has more than the 1 MB that the edge passes on. Ask for less of it.',
		);
	return result;
}
