/**
 * What one of AWS's SDKs or tools asks for, as its request says it.
 *
 * @module
 */
import type { IncomingMessage } from 'node:http';
import { Refusal } from '../refusal.ts';
import { withoutChunks } from './chunked.ts';

export interface Call {
	/** As it was signed for: `s3`, `cloudformation`. */
	readonly service: string;
	readonly region: string;
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly body: Buffer;
	/** Of the services that are asked for one: `DescribeStacks`. */
	readonly operation: string;
}

export interface Answer {
	readonly status: number;
	readonly type: string;
	readonly body: string | Buffer;
	readonly headers?: Readonly<Record<string, string>>;
}

const SIGNED = /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request,/;

/** @throws Refusal for what nobody has signed */
export async function readCall(request: IncomingMessage): Promise<Call> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part);
	const sent = Buffer.concat(parts);
	const [, region, service] = SIGNED.exec(request.headers.authorization ?? '') ?? [];
	if (region === undefined || service === undefined)
		throw new Refusal('MissingAuthenticationToken', 'Missing Authentication Token', 403);
	const url = new URL(request.url ?? '/', 'http://aws');
	const isChunked = String(request.headers['content-encoding'] ?? '').includes('aws-chunked');
	const target = String(request.headers['x-amz-target'] ?? '');
	const form = service === 'cloudformation' || service === 'sts' ? new URLSearchParams(sent.toString()) : null;
	return {
		...{ service, region, method: request.method ?? 'GET', path: decodeURIComponent(url.pathname) },
		query: form ?? url.searchParams,
		body: isChunked ? withoutChunks(sent) : sent,
		operation: form?.get('Action') ?? target.split('.')[1] ?? '',
	};
}
