/** Buckets of S3 and what is in them. The name of the bucket is the first part of the path. */
import { Refusal } from '../refusal.ts';
import type { StoredObject, World } from '../world.ts';
import type { Answer, Call } from './call.ts';
import type { Uploads } from './multipart.ts';
import { each, toXml } from './xml.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const MOST_KEYS = 1000;

export function answerS3(world: World, call: Call, uploads: Uploads): Answer {
	const { method, path, query, body } = call;
	const [, bucket = '', ...rest] = path.split('/');
	const key = rest.join('/');
	if (!world.buckets.has(bucket)) throw new Refusal('NoSuchBucket', 'The specified bucket does not exist', 404);
	if (key === '') return answerBucket(world, bucket, call);
	const inParts = uploads.answer(world, call);
	if (inParts !== null) return inParts;
	const name = `${bucket}/${key}`;
	switch (method) {
		case 'PUT':
			world.objects.set(name, { bytes: body, modified: new Date() });
			return xml('', { etag: '"etag"' });
		case 'DELETE':
			world.objects.delete(name);
			return { status: 204, type: 'application/xml', body: '' };
		case 'GET':
		case 'HEAD': {
			const found = world.objects.get(name);
			if (found === undefined) throw new Refusal('NoSuchKey', 'The specified key does not exist.', 404);
			return objectAnswer(found);
		}
		default:
			throw notKnown(`${method} ${query.toString()}`);
	}
}

function answerBucket({ objects }: World, bucket: string, { method, query, body }: Call): Answer {
	if (method === 'GET' && query.has('location')) return xml(`<LocationConstraint xmlns="${NAMESPACE}"/>`);
	if (method === 'GET' && query.has('encryption'))
		return xml(
			`<ServerSideEncryptionConfiguration xmlns="${NAMESPACE}">${toXml({ Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } } })}</ServerSideEncryptionConfiguration>`,
		);
	if (method === 'GET' && query.get('list-type') === '2') return listing(objects, bucket, query);
	if (method === 'POST' && query.has('delete')) {
		const keys = [...body.toString().matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => key);
		for (const key of keys) objects.delete(`${bucket}/${key}`);
		return xml(
			`<DeleteResult xmlns="${NAMESPACE}">${each(
				'Deleted',
				keys.map((Key) => ({ Key })),
			)}</DeleteResult>`,
		);
	}
	if (method === 'HEAD') return xml('');
	throw notKnown(`${method} ${query.toString()}`);
}

function listing(objects: World['objects'], bucket: string, query: URLSearchParams): Answer {
	const prefix = query.get('prefix') ?? '';
	const after = query.get('continuation-token') ?? '';
	const most = Math.min(MOST_KEYS, Number(query.get('max-keys') ?? MOST_KEYS));
	const all = [...objects]
		.filter(([name]) => name.startsWith(`${bucket}/${prefix}`))
		.map(([name, object]) => ({ key: name.slice(bucket.length + 1), object }))
		.sort((one, other) => (one.key < other.key ? -1 : 1))
		.filter(({ key }) => key > after);
	const page = all.slice(0, most);
	const contents = page.map(({ key, object }) => ({
		Key: key,
		LastModified: object.modified,
		Size: object.bytes.length,
		ETag: '"etag"',
	}));
	const isTruncated = page.length < all.length;
	const head = toXml({
		...{ Name: bucket, Prefix: prefix, KeyCount: page.length, MaxKeys: most, IsTruncated: isTruncated },
		NextContinuationToken: isTruncated ? (page.at(-1)?.key ?? null) : null,
	});
	return xml(`<ListBucketResult xmlns="${NAMESPACE}">${head}${each('Contents', contents)}</ListBucketResult>`);
}

const objectAnswer = ({ bytes, modified }: StoredObject): Answer => ({
	...{ status: 200, type: 'application/octet-stream', body: bytes },
	headers: { etag: '"etag"', 'last-modified': modified.toUTCString() },
});

const xml = (body: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
	...{ status: 200, type: 'application/xml', body, headers },
});

const notKnown = (what: string): Refusal =>
	new Refusal('NotImplemented', `S3 ${what} is not known to this stand-in`, 501);

export const s3Refusal = ({ code, message, status }: Refusal): Answer => ({
	...{ status, type: 'application/xml' },
	body: toXml({ Error: { Code: code, Message: message } }),
});
