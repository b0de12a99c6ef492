/**
 * Events of a Lambda function URL (payload format 2.0), and answers to them.
 *
 * @module
 */
import { ORIGIN_SECRET_HEADER } from '../../protocol/front.ts';
import { requestOf, sentBody } from './http.ts';

/** What is used of it. */
export interface FunctionUrlEvent {
	readonly rawPath: string;
	readonly rawQueryString: string;
	/** Names in lower case. What came twice is joined by a comma. */
	readonly headers: Readonly<Record<string, string | undefined>>;
	/** Each `name=value`. */
	readonly cookies?: readonly string[] | undefined;
	readonly requestContext: { readonly domainName: string; readonly http: { readonly method: string } };
	readonly body?: string | null | undefined;
	readonly isBase64Encoded: boolean;
}

export interface FunctionUrlResult {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly cookies: readonly string[];
	readonly body: string;
	readonly isBase64Encoded: boolean;
}

/** @throws Problem `invalid_request` */
export function requestOfFunctionUrl(event: FunctionUrlEvent): Request {
	const { headers, cookies = [], body, isBase64Encoded, requestContext } = event;
	return requestOf({
		method: requestContext.http.method,
		host: requestContext.domainName,
		path: event.rawPath,
		query: event.rawQueryString,
		headers: {
			...headers,
			...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }),
			// It has done its work, and nothing behind here can give it away.
			[ORIGIN_SECRET_HEADER]: undefined,
		},
		body: body == null || body === '' ? null : { data: body, encoding: isBase64Encoded ? 'base64' : 'text' },
	});
}

export async function functionUrlResult(response: Response): Promise<FunctionUrlResult> {
	const { body, encoding } = await sentBody(response);
	const headers = new Headers(response.headers);
	headers.delete('set-cookie');
	return {
		statusCode: response.status,
		headers: Object.fromEntries(headers),
		// In a header they would be one, joined by a comma.
		cookies: response.headers.getSetCookie(),
		body,
		isBase64Encoded: encoding === 'base64',
	};
}
