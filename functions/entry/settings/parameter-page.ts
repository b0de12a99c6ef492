/**
 * One request to AWS's Parameter Store.
 *
 * @module
 */
import { AwsV4Signer } from 'aws4fetch';
import * as z from 'zod/mini';

export interface ParameterAccess {
	/** Those below it are read, at any depth. */
	readonly path: string;
	readonly region: string;
	readonly accessKeyId: string;
	readonly secretAccessKey: string;
	/** Of a role, as a function has. */
	readonly sessionToken: string | null;
	/** By default that of the region. */
	readonly endpoint: string | null;
}

export type PageAnswer =
	| {
			readonly kind: 'page';
			readonly parameters: readonly { readonly Name: string; readonly Value: string }[];
			/** Of the next page; null: this is the last one. */
			readonly next: string | null;
	  }
	/** It will say the same again. */
	| { readonly kind: 'refused'; readonly why: string }
	| { readonly kind: 'failed'; readonly why: string };

interface Asking {
	readonly fetch: typeof fetch;
	readonly now: () => number;
	readonly signal: AbortSignal;
}

const answered = z.object({
	Parameters: z._default(z.array(z.object({ Name: z.string(), Value: z.string() })), []),
	NextToken: z._default(z.nullable(z.string()), null),
});
const refused = z.object({ __type: z.string() });

/** @param token of this page; null: it is the first one */
export async function readPage(
	access: ParameterAccess,
	token: string | null,
	{ fetch, now, signal }: Asking,
): Promise<PageAnswer> {
	const { method, url, headers, body } = await signed(access, token, now());
	try {
		const response = await fetch(url, { method, headers, body: body ?? null, signal });
		return answerOf(response.status, await response.text());
	} catch (error) {
		return { kind: 'failed', why: error instanceof Error ? error.name : typeof error };
	}
}

const signed = (access: ParameterAccess, token: string | null, now: number) =>
	new AwsV4Signer({
		method: 'POST',
		url: access.endpoint ?? `https://ssm.${access.region}.amazonaws.com/`,
		headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AmazonSSM.GetParametersByPath' },
		body: JSON.stringify({
			Path: access.path,
			Recursive: true,
			WithDecryption: true,
			...(token === null ? {} : { NextToken: token }),
		}),
		service: 'ssm',
		region: access.region,
		accessKeyId: access.accessKeyId,
		secretAccessKey: access.secretAccessKey,
		...(access.sessionToken === null ? {} : { sessionToken: access.sessionToken }),
		datetime: new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, ''),
	}).sign();

/** AWS says with 400, too, that it is asked too often. */
const TOO_OFTEN = /Throttl|TooManyRequests|LimitExceeded/;

function answerOf(status: number, text: string): PageAnswer {
	const said = parseJson(text);
	if (status === 200) {
		const list = answered.safeParse(said);
		if (!list.success) return { kind: 'failed', why: 'its answer is no list' };
		return { kind: 'page', parameters: list.data.Parameters, next: list.data.NextToken || null };
	}
	const refusal = refused.safeParse(said);
	const why = (refusal.success ? refusal.data.__type.split('#').at(-1) : undefined) ?? `status ${status}`;
	return { kind: status >= 500 || status === 429 || TOO_OFTEN.test(why) ? 'failed' : 'refused', why };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
