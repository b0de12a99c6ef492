/**
 * Files in a bucket of S3. Their bytes go there and come from there directly, by presigned URLs.
 *
 * @module
 */
import { AwsV4Signer } from 'aws4fetch';
import { type FileStore, FilesUnavailable, isFileKey, isFilePrefix, TRANSFER_SECONDS } from '../port.ts';

export interface S3Options {
	readonly bucket: string;
	readonly region: string;
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	/** Of a role, as a Lambda function has. */
	readonly sessionToken: string | null;
	/** By default the bucket's own. */
	readonly endpoint?: string;
	/** Milliseconds since the epoch. */
	readonly now: () => number;
	readonly fetch?: typeof fetch;
	readonly timeoutMs?: number;
}

/** A conversation has twenty files; the pages of a list have a thousand. */
const PAGES = 5;

export function makeS3Files(options: S3Options): FileStore {
	const { bucket, region, accessKeyId, secretAccessKey, sessionToken, now } = options;
	const {
		endpoint = `https://${bucket}.s3.${region}.amazonaws.com`,
		fetch = globalThis.fetch,
		timeoutMs = 3_000,
	} = options;
	const signer = (method: string, url: URL, more: object) =>
		new AwsV4Signer({
			method,
			url: url.href,
			service: 's3',
			region,
			accessKeyId,
			secretAccessKey,
			...(sessionToken === null ? {} : { sessionToken }),
			datetime: new Date(now()).toISOString().replace(/[:-]|\.\d{3}/g, ''),
			...more,
		}).sign();
	const urlOf = (key: string) => {
		if (!isFileKey(key)) throw new RangeError('not the key of a file');
		return new URL(`/${key}`, endpoint);
	};

	async function presigned(
		method: 'PUT' | 'GET',
		key: string,
		headers: Readonly<Record<string, string>>,
	): Promise<string> {
		const url = urlOf(key);
		url.searchParams.set('X-Amz-Expires', String(TRANSFER_SECONDS));
		// Size and type are not signed unless all headers are.
		const signed = await signer(method, url, { signQuery: true, allHeaders: true, headers });
		return signed.url.href;
	}

	async function ask(method: 'GET' | 'DELETE', url: URL): Promise<string> {
		const { headers } = await signer(method, url, {});
		try {
			const response = await fetch(url, { method, headers, signal: AbortSignal.timeout(timeoutMs) });
			if (response.ok) return await response.text();
			throw new Error(`S3 answered ${response.status}`);
		} catch (cause) {
			throw new FilesUnavailable(`${method} was not answered`, { cause });
		}
	}

	async function keysUnder(prefix: string): Promise<readonly string[]> {
		const url = new URL('/', endpoint);
		url.searchParams.set('list-type', '2');
		url.searchParams.set('prefix', prefix);
		// Keys of ours have no character that XML writes otherwise.
		const found = [...(await ask('GET', url)).matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = '']) => key);
		return found.filter((key) => key.startsWith(prefix) && isFileKey(key));
	}

	return {
		door: null,
		async uploadOf(key, { type, size }) {
			const headers = { 'content-type': type };
			// Whoever sends a body says its length without being told to.
			const url = await presigned('PUT', key, { ...headers, 'content-length': String(size) });
			return { url, method: 'PUT', headers };
		},
		downloadOf: async (key) => ({ url: await presigned('GET', key, {}), method: 'GET', headers: {} }),
		async remove(prefix) {
			if (!isFilePrefix(prefix)) throw new RangeError('not the files of one conversation');
			for (let page = 0; page < PAGES; page++) {
				const keys = await keysUnder(prefix);
				if (keys.length === 0) return;
				await Promise.all(keys.map((key) => ask('DELETE', urlOf(key))));
			}
			throw new FilesUnavailable('files come as fast as they are removed');
		},
	};
}
