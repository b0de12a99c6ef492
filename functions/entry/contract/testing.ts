/**
 * Every entry as it runs where it runs, over one Redis, one LiveKit and one Parameter Store on loopback.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { AccessToken } from 'livekit-server-sdk';
import { startGuard } from '../../../scripts/processes/guard.ts';
import { startGroup } from '../../../scripts/processes/process-group.ts';
import { startTestRedis, TOKEN } from '../../../scripts/redis/testing.ts';
import { mainFile } from '../../../scripts/start/bundle.ts';
import { anyPorts } from '../../../scripts/start/ports.ts';
import type { TestPerson } from '../../livekit/testing.ts';
import { startTestTwirp } from '../../livekit/twirp/testing.ts';
import { VIEWER_ADDRESS_HEADER } from '../../protocol/front.ts';
import { testConfig, toldOf } from '../../testing.ts';
import { makeApi } from '../api.ts';
import { viewerAddress } from '../aws/viewer-address.ts';
import { startTestParameters, variablesOf } from '../settings/testing.ts';
import { type Answer, answerOfResponse } from './answer.ts';
import { type FunctionProcess, startFunction } from './function-process.ts';
import { answerOfFunctionUrl, functionUrlEvent, ORIGIN_SECRET } from './function-url-event.ts';
import { answerOfEdge, originRequestEvent } from './origin-request-event.ts';
import type { Behind, Entry } from './scene.ts';
import { bytesOf, HOST, type ViewerRequest, viewed } from './viewer.ts';

export const root = join(import.meta.dirname, '../../..');

export type Around = Awaited<ReturnType<typeof startAround>>;

/** What stands behind the entries. */
export async function startAround() {
	const [redis, livekit] = await Promise.all([startTestRedis(), startLiveKit()]);
	const secrets = {
		LIVEKIT_URL: livekit.url,
		LIVEKIT_API_KEY: testConfig.livekitApiKey,
		LIVEKIT_API_SECRET: testConfig.livekitApiSecret,
		UPSTASH_REDIS_REST_URL: redis.bridge.url,
		UPSTASH_REDIS_REST_TOKEN: TOKEN,
		OPS_TOKEN: testConfig.opsToken ?? '',
	};
	const parameters = await startTestParameters(secrets, 4);
	const behind: Behind = {
		livekit,
		async signWebhook(body) {
			const token = new AccessToken(testConfig.livekitApiKey, testConfig.livekitApiSecret, { ttl: 300 });
			token.sha256 = createHash('sha256').update(body).digest('base64');
			return token.toJwt();
		},
		async countedAddresses() {
			const [keys = []] = await redis.connection.send([['KEYS', '*:from:*']]);
			if (!Array.isArray(keys)) throw new Error('KEYS answers a list');
			return [...new Set(keys.map((key) => String(key).split(':from:').at(-1) ?? ''))];
		},
	};
	return {
		...{ secrets, parameters, behind },
		plain: { STAGE: 'test', AGENT_NAME: 'greenroom' },
		/** As if nobody had ever asked. */
		async clear(): Promise<void> {
			await redis.clear();
			livekit.clear();
		},
		async stop(): Promise<void> {
			await Promise.all([parameters[Symbol.asyncDispose](), livekit[Symbol.asyncDispose](), redis.stop()]);
		},
	};
}

async function startLiveKit() {
	const rooms = new Map<string, TestPerson[]>();
	const asked: string[] = [];
	const told = (name: string) => ({ name, sid: 'RM_1', creationTimeMs: String(CREATED_AT), departureTimeout: 90 });
	const twirp = await startTestTwirp(({ method, body }) => {
		asked.push(method);
		const [room, names] = [String(body['room'] ?? ''), body['names']];
		switch (method) {
			case 'ListRooms': {
				const wanted = [...rooms.keys()].filter((name) => !Array.isArray(names) || names.includes(name));
				return { json: { rooms: wanted.map(told) } };
			}
			case 'ListParticipants':
				return { json: { participants: (rooms.get(room) ?? []).map((one) => ({ ...toldOf(one), state: 'ACTIVE' })) } };
			case 'DeleteRoom':
				return rooms.delete(room) ? { json: {} } : { status: 404, code: 'not_found' };
			case 'CreateDispatch':
				return { json: { id: 'AD_1', room } };
			default:
				return { status: 404, code: 'not_found' };
		}
	});
	return {
		...{ url: twirp.url, asked, told },
		[Symbol.asyncDispose]: () => twirp[Symbol.asyncDispose](),
		comes: (room: string, person: TestPerson) => void rooms.set(room, [...(rooms.get(room) ?? []), person]),
		clear(): void {
			rooms.clear();
			asked.length = 0;
		},
	};
}

const CREATED_AT = Date.now() - 10_000;

/** The app itself, with no transport. */
export async function inProcess({ secrets, plain }: Around): Promise<Entry> {
	const origin = `https://${HOST}`;
	const lines: string[] = [];
	const { app } = makeApi(
		{ ...secrets, ...plain },
		{
			version: 'in process',
			log: (line) => lines.push(JSON.stringify(line)),
			addressOf: (c) => viewerAddress(c.req.header(VIEWER_ADDRESS_HEADER)),
		},
	);
	return {
		...{ origin, version: 'in process', lines },
		async send(request) {
			const { method, path } = request;
			const body =
				method === 'GET' || method === 'HEAD' || request.body === undefined ? null : new Uint8Array(bytesOf(request));
			const headers = Object.entries(viewed(request)).map(([name, value]): [string, string] => [name, value ?? '']);
			return answerOfResponse(await app.request(`${origin}${path}`, { method, headers, body }));
		},
		stop: async () => {},
	};
}

/** What `npm start` runs, over HTTP. */
export async function nodeProcess({ secrets, plain }: Around): Promise<Entry> {
	const [port = 0] = await anyPorts(1);
	const lines: string[] = [];
	const env = { ...secrets, ...plain, PORT: String(port) };
	let listens: () => void = () => {};
	const listening = new Promise<void>((resolve) => {
		listens = resolve;
	});
	const group = startGroup({ command: process.execPath, args: [mainFile(root, 'api')], cwd: root, env }, (line) => {
		lines.push(line);
		if (line.includes('"api_listening"')) listens();
	});
	const guard = startGuard();
	if (group.pid !== null) guard.watch(group.pid);
	await Promise.race([
		listening,
		group.exited.then(() => Promise.reject(new Error(`It does not start.\n${lines.join('\n')}`))),
	]);
	return {
		origin: `http://127.0.0.1:${port}`,
		version: 'dev',
		lines,
		send: (request) => sendOverHttp(port, request),
		async stop() {
			await group.end([{ signal: 'SIGTERM', waitMs: 2_000 }]);
			if (group.pid !== null) guard.release(group.pid);
			await guard.close();
		},
	};
}

/** Not by fetch: it sends no body with GET. */
async function sendOverHttp(port: number, request: ViewerRequest): Promise<Answer> {
	const { method, path, headers = {} } = request;
	const bytes = bytesOf(request);
	const sent = httpRequest({
		...{ host: '127.0.0.1', port, method, path },
		headers: { ...headers, ...(bytes.length === 0 ? {} : { 'content-length': bytes.length }) },
	}).end(bytes);
	const [response]: [IncomingMessage] = await Promise.race([
		once(sent, 'response') as Promise<[IncomingMessage]>,
		once(sent, 'error').then(([error]) => Promise.reject(error)),
	]);
	const { 'set-cookie': cookies = [], ...others } = response.headers;
	return {
		status: response.statusCode ?? 0,
		headers: Object.fromEntries(Object.entries(others).map(([name, value]) => [name, String(value)])),
		cookies,
		text: (await buffer(response)).toString(),
	};
}

/** The bundle of the API as Lambda runs it: its secrets are parameters. */
export async function functionUrl(
	{ parameters, plain }: Around,
	file: string,
	more: Readonly<Record<string, string>> = {},
): Promise<Entry & FunctionProcess> {
	const own = { ORIGIN_SECRET, GREENROOM_VERSION: 'a function' };
	const running = await startFunction(file, { ...variablesOf(parameters.url), ...plain, ...own, ...more });
	return {
		...running,
		...{ origin: `https://${HOST}`, version: own.GREENROOM_VERSION },
		send: async (request) => answerOfFunctionUrl(await running.call(functionUrlEvent(request))),
	};
}

/** The bundle for the edge as Lambda@Edge runs it: it has no variables but those that every function has. */
export async function atEdge({ parameters }: Around, file: string): Promise<Entry & FunctionProcess> {
	const { PARAMETERS_PATH: _, ...aws } = variablesOf(parameters.url);
	const running = await startFunction(file, { ...aws, AWS_REGION: 'ap-southeast-2' });
	return {
		...running,
		...{ origin: `https://${HOST}`, version: 'at the edge' },
		send: async (request) => answerOfEdge(await running.call(originRequestEvent(request))),
	};
}
