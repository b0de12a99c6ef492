/**
 * An API for tests: the real app over a memory store and a clock that stands still. Tokens and webhooks are the real
 * ones; only the calls that need a LiveKit server are recorded.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { SignJWT } from 'jose';
import { AccessToken } from 'livekit-server-sdk';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { makeVisitors } from './conversations/identity.ts';
import type { Deps } from './deps.ts';
import { newId } from './deps-from-config.ts';
import { type Deletion, makeLiveKit } from './livekit/index.ts';
import type { LogLine } from './log.ts';
import { AGENT_AUDIENCE } from './protocol/agent.ts';
import type { TokenResponse } from './protocol/token.ts';
import { makePolicy } from './rooms/policy.ts';
import { MemoryStore } from './store/memory.ts';

export const testConfig: Config = {
	livekitUrl: 'ws://127.0.0.1:1',
	livekitApiKey: 'devkey',
	livekitApiSecret: '0123456789abcdef0123456789abcdef',
	stage: 'test',
	agentName: 'greenroom-test',
	graceSeconds: 60,
	version: '0.0.0',
};

export const origin = 'http://localhost:3000';

export function makeTestApi(overrides: Partial<Deps> = {}) {
	let time = 1_795_000_000_000;
	const now = () => time;
	const logged: LogLine[] = [];
	const deleted: string[] = [];
	const livekit = makeLiveKit(testConfig);
	let deletion: Deletion = 'deleted';
	const deps: Deps = {
		config: testConfig,
		policy: makePolicy(testConfig.graceSeconds),
		store: new MemoryStore(now),
		livekit: {
			...livekit,
			async deleteRoom(name) {
				deleted.push(name);
				return deletion;
			},
		},
		visitors: makeVisitors(testConfig.livekitApiSecret, newId),
		now,
		newId,
		log: (line) => logged.push(line),
		...overrides,
	};
	const app = createApp(deps);
	return {
		app,
		deps,
		logged,
		deleted,
		pass: (ms: number) => {
			time += ms;
		},
		livekitAnswers: (answer: Deletion) => {
			deletion = answer;
		},
		outcomes: () => logged.filter(({ event }) => event === 'request').map(({ outcome }) => outcome),
		visitor: () => makeTestVisitor(app),
		agent: (room: string) => makeTestAgent(app, room),
		webhook: (event: object) => sendWebhook(app, event),
	};
}

type App = ReturnType<typeof createApp>;

/** A browser: keeps its cookie, sends its origin. */
export function makeTestVisitor(app: App) {
	let cookie = '';
	const request = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
		const response = await app.request(`${origin}${path}`, {
			method,
			headers: { host: new URL(origin).host, origin, 'content-type': 'application/json', cookie, ...headers },
			...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
		});
		cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
		return response;
	};
	return {
		request,
		cookie: () => cookie,
		async token(body: object = {}): Promise<TokenResponse> {
			const response = await request('POST', '/api/livekit/token', body);
			if (response.status !== 201) throw new Error(`token: ${response.status} ${await response.text()}`);
			return response.json();
		},
	};
}

/** The claims of an agent's JWT, to be spoiled one at a time. */
export const agentToken = (room: string, claims: Record<string, unknown> = {}, secret = testConfig.livekitApiSecret) =>
	new SignJWT({ sub: room, iss: testConfig.livekitApiKey, aud: AGENT_AUDIENCE, ...claims })
		.setProtectedHeader({ alg: 'HS256' })
		.setIssuedAt()
		.setExpirationTime('60s')
		.sign(new TextEncoder().encode(secret));

export function makeTestAgent(app: App, room: string) {
	return async (door: string, body: object, token?: string) =>
		app.request(`${origin}/api/agent/${door}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: `Bearer ${token ?? (await agentToken(room))}` },
			body: JSON.stringify({ room, ...body }),
		});
}

/** Signs a webhook as LiveKit does: the JWT holds the hash of the raw body. */
export async function sendWebhook(app: App, event: object, spoil = (body: string) => body): Promise<Response> {
	const body = JSON.stringify(event);
	const token = new AccessToken(testConfig.livekitApiKey, testConfig.livekitApiSecret, { ttl: 300 });
	token.sha256 = createHash('sha256').update(body).digest('base64');
	return app.request(`${origin}/api/livekit/webhook`, {
		method: 'POST',
		headers: { 'content-type': 'application/webhook+json', authorization: await token.toJwt() },
		body: spoil(body),
	});
}
