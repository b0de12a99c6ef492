/**
 * Between what events of AWS say of HTTP and what the API knows of it. Hono's own adapters are not used: they are
 * deprecated without a successor, answer for themselves where an event is odd, and know nothing of the limits here.
 *
 * @module
 */
import { Problem } from '../../problem.ts';
import { VIEWER_HOST_HEADER } from '../../protocol/front.ts';

export interface RequestParts {
	readonly method: string;
	/** Where the event says that it arrived: another name than the visitor asked for. */
	readonly host: string;
	readonly path: string;
	/** Without the question mark. */
	readonly query: string;
	readonly headers: Readonly<Record<string, string | undefined>>;
	/** Null: there is none. */
	readonly body: { readonly data: string; readonly encoding: 'base64' | 'text' } | null;
}

/**
 * The request that the visitor has made.
 *
 * @throws Problem `invalid_request` when it is none that HTTP knows
 */
export function requestOf({ method, host, path, query, headers, body }: RequestParts): Request {
	try {
		const [url, own] = [urlOf(hostOf(headers, host), path, query), headersOf(headers)];
		// By it the API tells its own page from those of other sites.
		own.set('host', url.host);
		if (body === null || method === 'GET' || method === 'HEAD') return new Request(url, { method, headers: own });
		const bytes = new Uint8Array(Buffer.from(body.data, body.encoding === 'base64' ? 'base64' : 'utf8'));
		// However it came to AWS: all of it is here.
		own.delete('transfer-encoding');
		own.set('content-length', String(bytes.byteLength));
		return new Request(url, { method, headers: own, body: bytes });
	} catch (cause) {
		throw new Problem('invalid_request', 'Send it as HTTP has it.', { cause });
	}
}

const HOST = /^[a-z0-9.-]+(?::\d+)?$/i;

function hostOf(headers: RequestParts['headers'], otherwise: string): string {
	const asked = headers[VIEWER_HOST_HEADER] ?? '';
	return HOST.test(asked) ? asked : otherwise;
}

function urlOf(host: string, path: string, query: string): URL {
	const url = new URL(`https://${host}`);
	url.pathname = path;
	url.search = query;
	return url;
}

function headersOf(values: RequestParts['headers']): Headers {
	const headers = new Headers();
	for (const [name, value] of Object.entries(values)) if (value !== undefined) headers.set(name, bytesOf(value));
	return headers;
}

/** A value may have bytes that are no ASCII. AWS reads them as UTF-8, and a server of Node one by one. */
const bytesOf = (value: string): string => (/^[\0-\xff]*$/.test(value) ? value : Buffer.from(value).toString('latin1'));

export interface SentBody {
	readonly body: string;
	readonly encoding: 'text' | 'base64';
}

/** Bytes go as base64, and text as it is. */
export async function sentBody(response: Response): Promise<SentBody> {
	const type = response.headers.get('content-type') ?? 'text/plain';
	if (/^text\/|[/+]json\b/i.test(type)) return { body: await response.text(), encoding: 'text' };
	return { body: Buffer.from(await response.arrayBuffer()).toString('base64'), encoding: 'base64' };
}
