/**
 * An API for tests: the real app over a memory store and a clock that stands still. Tokens and webhooks are the real
 * ones; only the calls that need a LiveKit server go to a double.
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
import { makeLiveKit } from './livekit/index.ts';
import { makeTestServer, type TestPerson } from './livekit/testing.ts';
import type { LogLine } from './log.ts';
import { AGENT_AUDIENCE, POOL_SUBJECT } from './protocol/agent.ts';
import type { ConversationView } from './protocol/conversation.ts';
import { agentIdentity, humanIdentity, parseRoomName } from './protocol/names.ts';
import type { TokenResponse } from './protocol/token.ts';
import { makePolicy } from './rooms/policy.ts';
import { makeOpenCalls } from './routes/limits.ts';
import { MemoryStore } from './store/memory.ts';
import { type Store, StoreUnavailable } from './store/port.ts';

export const testConfig: Config = {
	livekitUrl: 'ws://127.0.0.1:1',
	livekitApiKey: 'devkey',
	livekitApiSecret: '0123456789abcdef0123456789abcdef',
	stage: 'test',
	agentNames: ['greenroom-test'],
	graceSeconds: 60,
	lifecycle: 'persistent',
	dispatch: 'explicit',
	maxCalls: 100,
	maxCallSeconds: 864_000,
	alertAgents: 50,
	alertAgentMs: 4 * 3_600_000,
	opsToken: 'an operator of the test',
	version: '0.0.0',
};

export const origin = 'http://localhost:3000';

export function makeTestApi(overrides: Partial<Deps> = {}) {
	let time = 1_795_000_000_000;
	const now = () => time;
	const logged: LogLine[] = [];
	const server = makeTestServer(now);
	const kept = makeTestStore(now);
	const config = overrides.config ?? testConfig;
	const store = overrides.store ?? kept.store;
	const deps: Deps = {
		config,
		policy: makePolicy(config),
		store,
		files: null,
		livekit: { ...makeLiveKit(config), ...server.livekit },
		visitors: makeVisitors(config.livekitApiSecret, newId),
		openCalls: makeOpenCalls(store, now),
		addressOf: () => null,
		now,
		newId,
		log: (line) => logged.push(line),
		...overrides,
	};
	const app = createApp(deps);
	let events = 0;
	const webhook = (event: object) => {
		events += 1;
		return sendWebhook(app, { id: `EV_${events}`, ...event });
	};
	return {
		app,
		deps,
		logged,
		server,
		store: kept,
		pass: (ms: number) => {
			time += ms;
		},
		outcomes: () => logged.filter(({ event }) => event === 'request').map(({ outcome }) => outcome),
		visitor: () => makeTestVisitor(app),
		agent: (room: string) => makeTestAgent(app, room),
		pool: (beat: object = {}) => makeTestAgent(app, POOL_SUBJECT)('heartbeat', { ...heartbeat, ...beat }),
		/** Each is one of its own, unless it has an id. */
		webhook,
		/** Somebody comes into a room: the server lists them, and says so. */
		comes: (room: string, person: TestPerson) => {
			server.comes(room, person);
			return webhook({ event: 'participant_joined', room: server.told(room), participant: toldOf(person) });
		},
		goes: (room: string, person: TestPerson) => {
			const told = server.told(room);
			server.goes(room, person.sid);
			return webhook({ event: 'participant_left', room: told, participant: toldOf(person) });
		},
	};
}

/** A participant as webhooks tell of them. */
export const toldOf = ({ sid, identity, kind }: TestPerson) => ({
	sid,
	identity,
	kind: { human: 'STANDARD', agent: 'AGENT', other: 'EGRESS' }[kind],
	attributes: kind === 'agent' ? { 'lk.agent_name': testConfig.agentNames[0] } : {},
});

/** The visitor of a room, in it. */
export const humanIn = (room: string, sid = 'PA_human'): TestPerson => ({
	sid,
	identity: humanIdentity(parseRoomName(room)?.conversation ?? ''),
	kind: 'human',
});

/** The agent of a job, in its room. */
export const agentOf = (jobId: string, sid = `PA_${jobId}`): TestPerson => ({
	sid,
	identity: agentIdentity(jobId),
	kind: 'agent',
});

/** A call: a visitor is in their room, and the agent of job AJ_1 serves it. */
export async function makeTestCall(api = makeTestApi()) {
	const ada = api.visitor();
	const { room_name: room } = await ada.token();
	const [human, served] = [humanIn(room), agentOf('AJ_1')];
	await api.comes(room, human);
	const door = api.agent(room);
	const claim = await door('claim', { jobId: 'AJ_1', agentName: 'greenroom-test' });
	if (claim.status !== 200) throw new Error(`claim: ${claim.status} ${await claim.text()}`);
	await api.comes(room, served);
	return { ...api, ada, room, human, served, door, writer: { jobId: 'AJ_1', epoch: 1 } };
}

/** What an answer says went wrong. */
export const problemOf = async (response: Response) => {
	const { code } = (await response.json()) as { readonly code: string };
	return { status: response.status, code, retryAfter: response.headers.get('retry-after') };
};

const heartbeat = { worker: 'w1', agentName: 'greenroom-test', state: 'accepting', active: 0 };

type StoreMethod = keyof Store;

/** A memory store that notes what it is asked, and can be made to fail or to lose everything. */
export function makeTestStore(now: () => number) {
	let memory = new MemoryStore(now);
	const asked: StoreMethod[] = [];
	let beforeEach: (method: StoreMethod) => unknown = () => undefined;
	const through =
		<M extends StoreMethod>(method: M) =>
		async (...args: Parameters<Store[M]>) => {
			asked.push(method);
			await beforeEach(method);
			return Reflect.apply(memory[method], memory, args);
		};
	const store: Store = {
		load: through('load'),
		list: through('list'),
		save: through('save'),
		append: through('append'),
		due: through('due'),
		deadlines: through('deadlines'),
		size: through('size'),
		note: through('note'),
		notes: through('notes'),
		count: through('count'),
		counters: through('counters'),
	};
	return {
		store,
		/** In order. */
		asked,
		/** What happens before each call; may be another call that comes in between. */
		before(act: (method: StoreMethod) => unknown): void {
			beforeEach = act;
		},
		/** Nothing is answered any more, or again; or only some methods are not. */
		fails(is: boolean | readonly StoreMethod[] = true): void {
			beforeEach = (method) => {
				if (is === true || (is !== false && is.includes(method))) throw new StoreUnavailable();
			};
		},
		losesEverything(): void {
			memory = new MemoryStore(now);
		},
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
			return (await response.json()) as TokenResponse;
		},
		/** @param room the one whose end is asked about */
		async view(room?: string): Promise<ConversationView> {
			const response = await request('GET', `/api/conversation${room === undefined ? '' : `?room=${room}`}`);
			if (response.status !== 200) throw new Error(`conversation: ${response.status} ${await response.text()}`);
			return (await response.json()) as ConversationView;
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
