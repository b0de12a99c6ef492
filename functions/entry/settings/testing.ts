/**
 * AWS's Parameter Store for tests: on loopback, behind the checks of signatures that S3 has in tests too.
 *
 * @module
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type Keys, refusalOf } from '../../files/s3/testing.ts';
import type { ParameterAccess } from './parameter-page.ts';

/** As a function of the role has them. */
export const keys: Keys = {
	service: 'ssm',
	region: 'eu-central-1',
	accessKeyId: 'ASIAEXAMPLE',
	secretAccessKey: 'a secret/of+the role',
	sessionToken: 'a token/of+the role==',
};

export const PATH = '/sst/greenroom/test/Secret';

/** Variables by which a function finds these parameters. */
export const variablesOf = (url: string): Readonly<Record<string, string>> => ({
	PARAMETERS_PATH: PATH,
	AWS_REGION: keys.region,
	AWS_ACCESS_KEY_ID: keys.accessKeyId,
	AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
	AWS_SESSION_TOKEN: keys.sessionToken ?? '',
	AWS_ENDPOINT_URL: url,
});

/** What one request meets in place of an answer. */
export type Fault =
	| { readonly status: number; readonly type: string }
	| { readonly text: string }
	/** The request stays open. */
	| 'silence';

/** @param parameters by their variables; others by their whole names */
export async function startTestParameters(parameters: Readonly<Record<string, string>>, pageSize = 10) {
	const stored = new Map(
		Object.entries(parameters).map(([name, value]) => [name.startsWith('/') ? name : `${PATH}/${name}/value`, value]),
	);
	const asked: Record<string, unknown>[] = [];
	let faults: Fault[] = [];
	const server = createServer(async (request, response) => {
		const parts: Buffer[] = [];
		for await (const part of request) parts.push(part);
		const bytes = Buffer.concat(parts);
		const answer = (status: number, said: object | string) =>
			void response.writeHead(status).end(typeof said === 'string' ? said : JSON.stringify(said));
		const body: { Path: string; NextToken?: string } = JSON.parse(bytes.toString());
		asked.push({ ...body, target: request.headers['x-amz-target'] });
		const fault = faults.shift();
		if (fault === 'silence') return;
		if (fault !== undefined)
			return 'text' in fault
				? answer(200, fault.text)
				: answer(fault.status, { __type: `com.amazonaws#${fault.type}` });
		const refusal = refusalOf(request, new URL('/', 'http://parameters'), bytes, keys, Date.now());
		if (refusal !== null) return answer(400, { __type: refusal, message: 'no' });
		const below = [...stored].filter(([name]) => name.startsWith(`${body.Path}/`));
		const from = Number(body.NextToken ?? 0);
		const next = from + pageSize;
		answer(200, {
			Parameters: below.slice(from, next).map(([Name, Value]) => ({ Name, Value, Type: 'SecureString', Version: 1 })),
			...(next < below.length ? { NextToken: String(next) } : {}),
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
	return {
		url,
		access: {
			path: PATH,
			region: keys.region,
			accessKeyId: keys.accessKeyId,
			secretAccessKey: keys.secretAccessKey,
			sessionToken: keys.sessionToken,
			endpoint: url,
		} satisfies ParameterAccess,
		/** In order. */
		asked,
		stored,
		/** What the next requests meet. */
		meet(...next: readonly Fault[]): void {
			faults = [...next];
		},
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
