/**
 * A deployment for tests: the real API, a LiveKit that answers as 1.13 does, and a line on which somebody speaks.
 *
 * @module
 */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { decodeJwt, jwtVerify } from 'jose';
import { onTestFinished } from 'vitest';
import type { Config } from '../../functions/config.ts';
import { humanIn, makeTestApi, testConfig } from '../../functions/testing.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { Answered } from '../deployment/request.ts';
import { type Reply, serveJson } from '../deployment/testing.ts';
import type { LiveKitAccess } from '../start/settings.ts';
import type { Line, Reached } from './canary/line.ts';

type Others = Partial<Omit<Deployment, 'livekit'>> & { readonly livekit?: Partial<LiveKitAccess> };

export function testDeployment({ livekit, ...others }: Others = {}): Deployment {
	return {
		apiUrl: 'http://127.0.0.1:3000',
		opsToken: testConfig.opsToken,
		livekit: {
			url: 'ws://127.0.0.1:7880',
			apiKey: testConfig.livekitApiKey,
			apiSecret: testConfig.livekitApiSecret,
			...livekit,
		},
		stage: testConfig.stage,
		dispatch: 'explicit',
		lifecycle: 'persistent',
		graceSeconds: 60,
		agentName: 'greenroom-test',
		store: null,
		...others,
	};
}

export const answered = (others: Partial<Answered>): Answered => ({
	outcome: 'answered',
	status: 200,
	headers: new Headers(),
	text: '',
	sentAt: 0,
	receivedAt: 0,
	...others,
});

interface StandInOptions {
	/** Of the API. */
	readonly config?: Partial<Config>;
	/** How far the clock of the API is ahead. */
	readonly apiAheadMs?: number;
	/** Whether LiveKit sends webhooks. */
	readonly webhooks?: boolean;
	/** Under which name the worker registers; null: there is none. */
	readonly worker?: string | null;
}

export type StandIn = Awaited<ReturnType<typeof startStandIn>>;

/** All of it is well, but for what a test wants. */
export async function startStandIn(options: StandInOptions = {}) {
	const { apiAheadMs = 0, webhooks = true, worker = 'greenroom-test' } = options;
	const livekit = await serveJson(async ({ path, headers, body }) => {
		if (path === '/') return { body: 'OK' };
		const refusal = await refusalOf(headers.authorization ?? '');
		return refusal === null ? { body: answer(path, JSON.parse(body)) } : { status: 401, body: refusal };
	});
	const livekitUrl = livekit.url.replace('http', 'ws');
	const api = makeTestApi({ config: { ...testConfig, livekitUrl, ...options.config } });
	function answer(path: string, { names = [], room = '' }: { names?: string[]; room?: string }): Reply['body'] {
		if (path.endsWith('/DeleteRoom')) void api.server.livekit.deleteRoom(room);
		return { rooms: names.filter(api.server.has).map((name) => ({ name })) };
	}
	if (worker !== null) await api.pool({ agentName: worker });

	const server = serve({
		fetch: async (request) => {
			const response = await api.app.fetch(request);
			response.headers.set('date', new Date(Date.now() + apiAheadMs).toUTCString());
			return response;
		},
		hostname: '127.0.0.1',
		port: 0,
	});
	await once(server, 'listening');
	onTestFinished(() => void server.close());
	const { port } = server.address() as AddressInfo;

	/** @param last how far the agent comes */
	const line = (last: Reached | 'join' = 'voice', departureSeconds = 90): Line => ({
		async join(_url, token) {
			const { room = '' } = decodeJwt<{ video: { room?: string } }>(token).video;
			const human = humanIn(room);
			if (webhooks) await api.comes(room, human);
			else api.server.comes(room, human);
			const steps = ['join', 'agent', 'track', 'voice'];
			const never = new Promise<never>(() => {});
			return {
				departureSeconds,
				reached: (step) => (steps.indexOf(step) <= steps.indexOf(last) ? Promise.resolve() : never),
				sayThatItHears: async () => {},
				leave: async () => {},
			};
		},
	});
	const deployment = testDeployment({ apiUrl: `http://127.0.0.1:${port}`, livekit: { url: livekitUrl } });
	return { api, line, deployment, rooms: () => api.server.did };
}

/** Null: LiveKit accepts the token. */
async function refusalOf(authorization: string): Promise<string | null> {
	const token = authorization.replace('Bearer ', '');
	const { iss } = decodeJwt(token);
	if (iss !== testConfig.livekitApiKey) return `invalid API key: ${iss}`;
	return jwtVerify(token, new TextEncoder().encode(testConfig.livekitApiSecret)).then(
		() => null,
		() => `invalid token: ${token}, error: token signature is invalid: signature is invalid`,
	);
}
