/** For tests: an ECS agent on loopback, as strict as the real one, and with its faults. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod/mini';

/** What it does instead of what it was asked. */
export type Fault =
	/** HTTP 200 with a `failure`. */
	| { readonly failure: string }
	/** An error body, as of a throttled call (400) or of its own (500). */
	| { readonly status: number; readonly code: string }
	/** Its own time-out: 504 after so long. */
	| { readonly slowMs: number }
	/** It never answers. */
	| 'hangs'
	/** Neither JSON nor anything. */
	| 'garbage'
	/** HTTP 200, and the task is as it was. */
	| 'contradicts';

export interface Put {
	readonly body: unknown;
	/** `performance.now()` */
	readonly at: number;
}

const ARN = 'arn:aws:ecs:us-east-1:111122223333:task/cluster/0123456789abcdef';
const bodySchema = z.strictObject({
	ProtectionEnabled: z.boolean(),
	ExpiresInMinutes: z.optional(z.int().check(z.gte(1), z.lte(2880))),
});

export async function startEcsAgent() {
	const puts: Put[] = [];
	let fault: Fault | null = null;
	let isProtected = false;
	/** Puts that are being answered. */
	let atOnce = 0;
	let mostAtOnce = 0;

	const server = createServer(async (request, response) => {
		let text = '';
		for await (const chunk of request) text += chunk;
		const answer = (status: number, body: object) =>
			void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
		const error = (status: number, Code: string) =>
			answer(status, { requestID: 'r', error: { Arn: ARN, Code, Message: `words with a secret of ${ARN}` } });
		if (request.method !== 'PUT' || request.url !== '/api/0123/task-protection/v1/state')
			return error(404, 'NotFoundException');
		const body = bodySchema.safeParse(JSON.parse(text));
		puts.push({ body: JSON.parse(text), at: performance.now() });
		if (!body.success) return error(400, 'InvalidParameterException');
		atOnce += 1;
		mostAtOnce = Math.max(mostAtOnce, atOnce);
		response.on('close', () => {
			atOnce -= 1;
		});
		if (fault === 'hangs') return;
		if (fault === 'garbage') return void response.writeHead(200).end('<html>no</html>');
		if (fault !== null && typeof fault === 'object') {
			if ('failure' in fault) return answer(200, { failure: { Arn: ARN, Reason: fault.failure, Detail: `of ${ARN}` } });
			if ('status' in fault) return error(fault.status, fault.code);
			return void setTimeout(error, fault.slowMs, 504, 'RequestTimeout');
		}
		if (fault !== 'contradicts') isProtected = body.data.ProtectionEnabled;
		const until = new Date(Date.now() + 60_000 * (body.data.ExpiresInMinutes ?? 120)).toISOString();
		answer(200, {
			protection: {
				...(isProtected ? { ExpirationDate: until } : {}),
				ProtectionEnabled: isProtected,
				TaskArn: ARN,
			},
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		/** `ECS_AGENT_URI` */
		uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/0123`,
		puts,
		isProtected: () => isProtected,
		mostAtOnce: () => mostAtOnce,
		/** From now on; null: it does as it is asked. */
		fail(next: Fault | null) {
			fault = next;
		},
		stop() {
			server.closeAllConnections();
			server.close();
		},
	};
}
export type EcsAgentServer = Awaited<ReturnType<typeof startEcsAgent>>;
