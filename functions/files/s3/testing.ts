/**
 * S3 for tests: a bucket behind a real server that checks Signature Version 4 by itself, as it is documented, and not
 * with the library that signs.
 *
 * @module
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Keys {
	/** By default that of this file. */
	readonly service?: string;
	readonly region: string;
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	readonly sessionToken: string | null;
}

export async function startBucket(keys: Keys, now: () => number) {
	const objects = new Map<string, { readonly bytes: Buffer; readonly type: string | undefined }>();
	const refusals: string[] = [];
	let failing = false;
	const server = createServer(async (request, response) => {
		const parts: Buffer[] = [];
		for await (const part of request) parts.push(part);
		const bytes = Buffer.concat(parts);
		const url = new URL(request.url ?? '', 'http://bucket');
		const answer = (status: number, body: string | Buffer = '') => void response.writeHead(status).end(body);
		if (failing) return answer(503);
		const refusal = refusalOf(request, url, bytes, keys, now());
		if (refusal !== null) {
			refusals.push(refusal);
			return answer(403, `<Error><Code>${refusal}</Code></Error>`);
		}
		const key = url.pathname.slice(1);
		if (request.method === 'PUT') {
			objects.set(key, { bytes, type: request.headers['content-type'] });
			return answer(200);
		}
		if (request.method === 'DELETE') {
			objects.delete(key);
			return answer(204);
		}
		if (url.searchParams.get('list-type') === '2') {
			const prefix = url.searchParams.get('prefix') ?? '';
			// A page has a thousand; here ten, so that there are pages.
			const found = [...objects.keys()].filter((one) => one.startsWith(prefix)).slice(0, 10);
			const contents = found.map((one) => `<Contents><Key>${one}</Key><Size>1</Size></Contents>`);
			return answer(200, `<ListBucketResult><Prefix>${prefix}</Prefix>${contents.join('')}</ListBucketResult>`);
		}
		const found = objects.get(key);
		return found === undefined ? answer(404) : answer(200, found.bytes);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const { port } = server.address() as AddressInfo;
	return {
		endpoint: `http://127.0.0.1:${port}`,
		objects,
		refusals,
		fails(is = true): void {
			failing = is;
		},
	};
}

type Asked = Pick<IncomingMessage, 'method' | 'headers'>;

interface Signed {
	readonly credential: string;
	readonly signedHeaders: string;
	readonly signature: string;
	readonly date: string;
	readonly expires: number;
	readonly token: string | null;
	readonly payload: string;
}

/** As S3 names it; null: the request is what was signed. */
export function refusalOf(request: Asked, url: URL, body: Buffer, keys: Keys, now: number): string | null {
	const signed = inQuery(url) ?? inHeaders(request);
	if (signed === null) return 'AccessDenied';
	if (signed.token !== keys.sessionToken) return 'InvalidToken';
	const { date } = signed;
	const { service = 's3' } = keys;
	const day = date.slice(0, 8);
	const scope = `${day}/${keys.region}/${service}/aws4_request`;
	if (signed.credential !== `${keys.accessKeyId}/${scope}`) return 'InvalidAccessKeyId';
	const at = Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
	if (Number.isNaN(at) || now < at - 900_000) return 'RequestTimeTooSkewed';
	if (now > at + signed.expires * 1000) return 'AccessDenied';
	const names = signed.signedHeaders.split(';');
	if (!names.includes('host')) return 'AccessDenied';
	// Only S3 is told the hash of what is sent.
	const payload = service === 's3' ? signed.payload : sha256(body);
	if (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha256(body)) return 'XAmzContentSHA256Mismatch';
	const canonical = [
		request.method,
		url.pathname,
		[...url.searchParams]
			.filter(([name]) => name !== 'X-Amz-Signature')
			.map(([name, value]) => `${encode(name)}=${encode(value)}`)
			.sort((a, b) => (a < b ? -1 : 1))
			.join('&'),
		...names.map(
			(name) =>
				`${name}:${String(request.headers[name] ?? '')
					.trim()
					.replace(/ +/g, ' ')}`,
		),
		'',
		signed.signedHeaders,
		payload,
	].join('\n');
	const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
	const key = [day, keys.region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${keys.secretAccessKey}`);
	const [expected, given] = [Buffer.from(hmac(key, toSign).toString('hex')), Buffer.from(signed.signature)];
	return expected.length === given.length && timingSafeEqual(expected, given) ? null : 'SignatureDoesNotMatch';
}

function inQuery({ searchParams: query }: URL): Signed | null {
	if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') return null;
	const expires = Number(query.get('X-Amz-Expires') ?? Number.NaN);
	if (!(expires > 0 && expires <= 604_800)) return null;
	return {
		credential: query.get('X-Amz-Credential') ?? '',
		signedHeaders: query.get('X-Amz-SignedHeaders') ?? '',
		signature: query.get('X-Amz-Signature') ?? '',
		date: query.get('X-Amz-Date') ?? '',
		expires,
		token: query.get('X-Amz-Security-Token'),
		payload: 'UNSIGNED-PAYLOAD',
	};
}

function inHeaders({ headers }: Asked): Signed | null {
	const form = /^AWS4-HMAC-SHA256 Credential=(\S+), SignedHeaders=(\S+), Signature=(\S+)$/;
	const [, credential, signedHeaders, signature] = form.exec(headers.authorization ?? '') ?? [];
	if (credential === undefined || signedHeaders === undefined || signature === undefined) return null;
	const own = (name: string) => headers[name]?.toString() ?? null;
	return {
		credential,
		signedHeaders,
		signature,
		date: own('x-amz-date') ?? '',
		expires: 900,
		token: own('x-amz-security-token'),
		payload: own('x-amz-content-sha256') ?? '',
	};
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();
const encode = (text: string): string =>
	encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
