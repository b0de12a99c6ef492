/**
 * What a visitor sends, and what CloudFront makes of it before it passes it on. The viewer function is the very file that
 * CloudFront runs.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

export interface ViewerRequest {
	readonly method: string;
	/** With its query. */
	readonly path: string;
	/** Names in lower case; without `host`. */
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array;
}

/** Every entry is reached by this name, unless it is on this machine. */
export const HOST = 'd111111abcdef8.cloudfront.net';
/** From where visitors ask. */
export const ADDRESS = '198.51.100.7';

const source = readFileSync(join(import.meta.dirname, '../aws/viewer-function.js'), 'utf8');

/** Headers of a request as they come out of the viewer function. */
export function viewed(request: ViewerRequest): Readonly<Record<string, string | undefined>> {
	const sent = { ...request.headers, host: HOST };
	const [uri = '', query = ''] = request.path.split('?');
	const event = {
		version: '1.0',
		context: {
			distributionDomainName: HOST,
			distributionId: 'EDFDVBD6EXAMPLE',
			eventType: 'viewer-request',
			requestId: '4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_1oF26ClkoUSEQ==',
		},
		viewer: { ip: ADDRESS },
		request: {
			method: request.method,
			uri,
			querystring: Object.fromEntries([...new URLSearchParams(query)].map(([name, value]) => [name, { value }])),
			headers: Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, { value }])),
			cookies: {},
		},
	};
	const answered: typeof event.request = runInNewContext(`${source}; handler(event)`, { event });
	return Object.fromEntries(Object.entries(answered.headers).map(([name, { value }]) => [name, value]));
}

export const bytesOf = ({ body }: ViewerRequest): Buffer => Buffer.from(body ?? '');
