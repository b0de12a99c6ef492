import { describe, expect, it } from 'vitest';
import { describeFiles, type FilesUnderTest } from '../contract.ts';
import { FilesUnavailable, fileKey, filePrefix } from '../port.ts';
import { makeS3Files } from './store.ts';
import { type Keys, refusalOf, startBucket } from './testing.ts';

const lambda: Keys = {
	region: 'eu-central-1',
	accessKeyId: 'ASIAEXAMPLE',
	secretAccessKey: 'a secret/of+the role',
	sessionToken: 'a token/of+the role==',
};
const user: Keys = { ...lambda, accessKeyId: 'AKIAEXAMPLE', sessionToken: null };

async function underTest(keys: Keys, signs: Keys = keys) {
	let time = 1_795_000_000_000;
	const now = () => time;
	const bucket = await startBucket(keys, now);
	const files = makeS3Files({ ...signs, bucket: 'greenroom-files', endpoint: bucket.endpoint, now });
	const under: FilesUnderTest = {
		files,
		pass: (ms) => {
			time += ms;
		},
		async send({ url, method, headers }, body) {
			const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
			return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
		},
	};
	return { ...under, bucket };
}

const ada = { stage: 'test', conversation: 'v_ada_0123456789' };
const key = fileKey(ada, 'file-0001');
const hi = new TextEncoder().encode('hi');
const file = { type: 'text/plain', size: 2 } as const;

describe('files in S3, of a role', () => describeFiles(() => underTest(lambda)));
describe('files in S3, of a user', () => describeFiles(() => underTest(user)));

describe('files in S3', () => {
	it('are signed for with size and type, for the bucket of the region', async () => {
		const files = makeS3Files({ ...user, bucket: 'greenroom-files', now: () => 1_795_000_000_000 });
		const { url, headers } = await files.uploadOf(key, file);
		const { origin, pathname, searchParams } = new URL(url);
		expect(`${origin}${pathname}`).toBe(`https://greenroom-files.s3.eu-central-1.amazonaws.com/${key}`);
		expect(searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host');
		expect(headers).toEqual({ 'content-type': 'text/plain' });
		expect(url).not.toContain(user.secretAccessKey);
	});

	it('are what other keys do not open', async () => {
		for (const wrong of [
			{ ...lambda, secretAccessKey: 'another' },
			{ ...lambda, accessKeyId: 'ASIAOTHER' },
			{ ...lambda, sessionToken: 'another' },
			{ ...lambda, region: 'us-east-1' },
		]) {
			const { files, send, bucket } = await underTest(lambda, wrong);
			expect((await send(await files.uploadOf(key, file), hi)).status).toBe(403);
			await expect(files.remove(filePrefix(ada))).rejects.toThrow(FilesUnavailable);
			expect(bucket.refusals).toHaveLength(2);
		}
	});

	it('have their type', async () => {
		const { files, send, bucket } = await underTest(lambda);
		await send(await files.uploadOf(key, file), hi);
		expect(bucket.objects.get(key)?.type).toBe('text/plain');
	});

	it('are not said to be removed when S3 does not answer', async () => {
		const { files, bucket } = await underTest(lambda);
		bucket.fails();
		await expect(files.remove(filePrefix(ada))).rejects.toThrow(FilesUnavailable);
	});

	it('have no other keys', async () => {
		const { files } = await underTest(lambda);
		for (const other of ['../x', 'test/v_ada_0123456789/', 'test/v_ada_0123456789/a b c d e f'])
			await expect(files.uploadOf(other, file)).rejects.toThrow(RangeError);
	});
});

describe('the bucket of these tests', () => {
	/** AWS's own example of a presigned URL. */
	const example = (signature: string) =>
		new URL(
			`https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=${signature}`,
		);
	const keys: Keys = {
		region: 'us-east-1',
		accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
		secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
		sessionToken: null,
	};
	const refusal = (signature: string, now: string) => {
		const request = { method: 'GET', headers: { host: 'examplebucket.s3.amazonaws.com' } };
		return refusalOf(request, example(signature), Buffer.alloc(0), keys, Date.parse(now));
	};
	const signature = 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';

	it('lets in what AWS documents, for as long as it says', () => {
		expect(refusal(signature, '2013-05-24T00:00:00Z')).toBeNull();
		expect(refusal(signature, '2013-05-25T00:00:00Z')).toBeNull();
		expect(refusal(signature, '2013-05-25T00:00:01Z')).toBe('AccessDenied');
		expect(refusal(signature.replace('a', 'b'), '2013-05-24T00:00:00Z')).toBe('SignatureDoesNotMatch');
	});
});
