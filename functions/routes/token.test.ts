import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { parseRoomName } from '../protocol/names.ts';
import { TRACE_HEADER, traceparentOf } from '../protocol/trace.ts';
import { StoreUnavailable } from '../store/port.ts';
import { humanIn, makeTestApi, makeTestCall, origin, problemOf, testConfig } from '../testing.ts';

const jsonBody = (body: string, headers: Record<string, string> = {}) => ({
	method: 'POST',
	body,
	headers: { 'content-type': 'application/json', ...headers },
});
const claims = (token: string): Record<string, unknown> => decodeJwt(token);
/** Of the dispatch that a token carries. */
const metadataOf = (token: string): unknown => {
	const { roomConfig } = decodeJwt<{ roomConfig: { agents: { metadata: string }[] } }>(token);
	return JSON.parse(roomConfig.agents[0]?.metadata ?? 'null');
};

describe('the token door', () => {
	it('answers 201 with what LiveKit’s SDKs read, and is never cached', async () => {
		const { app } = makeTestApi();
		const response = await app.request(`${origin}/api/livekit/token`, jsonBody('{}'));
		expect(response.status).toBe(201);
		expect(response.headers.get('cache-control')).toBe('no-store');
		const body = await response.json();
		expect(body).toMatchObject({ server_url: 'ws://127.0.0.1:1', participant_name: '' });
		expect(parseRoomName(body.room_name)).toMatchObject({ stage: 'test' });
	});

	it('mints roomJoin on one room and nothing else', async () => {
		const { visitor } = makeTestApi();
		const { participant_token, room_name } = await visitor().token();
		const { video, sub, iss } = claims(participant_token);
		expect(video).toEqual({
			roomJoin: true,
			room: room_name,
			canPublish: true,
			canSubscribe: true,
			canPublishData: true,
		});
		expect(sub).toBe(`human-${parseRoomName(room_name)?.conversation}`);
		expect(iss).toBe('devkey');
	});

	it('lives for minutes', async () => {
		const { visitor } = makeTestApi();
		const { exp = 0, nbf = 0 } = decodeJwt((await visitor().token()).participant_token);
		expect(exp - nbf).toBe(300);
	});

	it('dispatches our agent once, with opaque metadata, and leaves LiveKit the room for 30 s after our grace', async () => {
		const { visitor } = makeTestApi();
		const { participant_token, room_name } = await visitor().token({ participant_name: 'Ada Lovelace' });
		const { roomConfig } = claims(participant_token) as { roomConfig: Record<string, unknown> };
		expect(roomConfig).toMatchObject({ emptyTimeout: 60, departureTimeout: testConfig.graceSeconds + 30 });
		const [agent, ...others] = roomConfig['agents'] as { agentName: string; metadata: string; restartPolicy: string }[];
		expect(others).toEqual([]);
		expect(agent).toMatchObject({ agentName: 'greenroom-test', restartPolicy: 'JRP_NEVER' });
		expect(Object.keys(JSON.parse(agent?.metadata ?? ''))).toEqual(['conversation', 'generation', 'nonce', 'trace']);
		expect(agent?.metadata).toContain(parseRoomName(room_name)?.conversation);
		expect(agent?.metadata).not.toContain('Ada');
	});

	it('lets the trace of the page go along to the agent, and into the logs', async () => {
		const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
		const { visitor, comes, pass, server, logged } = makeTestApi();
		const ada = visitor();
		const header = { [TRACE_HEADER]: traceparentOf(trace) };
		const { participant_token, room_name } = await (await ada.request('POST', '/api/livekit/token', {}, header)).json();
		expect(metadataOf(participant_token)).toMatchObject({ trace });
		expect(logged).toMatchObject([{ event: 'request', trace }]);
		// It is the call's: whoever asks for an agent later has none of their own.
		await comes(room_name, humanIn(room_name));
		pass(10_000);
		await ada.request('POST', '/api/livekit/dispatch-agent', { room_name });
		expect(server.did).toHaveLength(1);
		expect(logged.find(({ event }) => event === 'effect')).toMatchObject({ effect: 'dispatch', trace });
		expect(metadataOf((await ada.token()).participant_token)).toMatchObject({ trace });
	});

	it('takes no trace for one that it cannot read', async () => {
		const { visitor, logged } = makeTestApi();
		const header = { [TRACE_HEADER]: 'a secret of somebody' };
		const { participant_token } = await (await visitor().request('POST', '/api/livekit/token', {}, header)).json();
		expect(metadataOf(participant_token)).toMatchObject({ trace: null });
		expect(JSON.stringify(logged)).not.toContain('secret');
	});

	it('gives the same visitor the same room and identity again', async () => {
		const { visitor, pass } = makeTestApi();
		const ada = visitor();
		const first = await ada.token();
		pass(45_000);
		const second = await ada.token();
		expect(second.room_name).toBe(first.room_name);
		expect(claims(second.participant_token)['sub']).toBe(claims(first.participant_token)['sub']);
	});

	it('gives two visitors two rooms', async () => {
		const { visitor } = makeTestApi();
		expect((await visitor().token()).room_name).not.toBe((await visitor().token()).room_name);
	});

	it('never lets a client choose room, identity or configuration: an egress in it would record a stranger’s call', async () => {
		const { visitor } = makeTestApi();
		const asked = {
			room_name: 'their-room',
			participant_identity: 'admin',
			participant_attributes: { 'lk.agent.state': 'speaking' },
			room_config: {
				name: 'their-room',
				egress: { room: { fileOutputs: [{ filepath: 'x' }] } },
				agents: [{ agent_name: 'other' }],
				departure_timeout: 86_400,
			},
		};
		const plain = claims((await visitor().token()).participant_token);
		const { participant_token } = await visitor().token(asked);
		const minted = claims(participant_token);
		expect(Object.keys(minted)).toEqual(Object.keys(plain));
		expect(JSON.stringify(minted)).not.toMatch(/their-room|admin|egress|"other"|86400/);
	});

	it('reads camel case, and ignores what it does not know', async () => {
		const { app } = makeTestApi();
		const body = '{"participantName":"Ada","roomConfig":{"syncStreams":1},"future_field":[1]}';
		const response = await app.request(`${origin}/api/livekit/token`, jsonBody(body));
		expect(response.status).toBe(201);
		expect((await response.json()).participant_name).toBe('Ada');
	});

	it('takes nulls and an empty body for nothing said', async () => {
		const { app } = makeTestApi();
		for (const body of ['', '{"room_name":null,"participant_name":null,"timezone":null}'])
			expect((await app.request(`${origin}/api/livekit/token`, jsonBody(body))).status).toBe(201);
	});

	it('says what is wrong with a bad request, as a problem document that repeats nothing', async () => {
		const { app } = makeTestApi();
		const ask = (body: string, headers?: Record<string, string>) =>
			app.request(`${origin}/api/livekit/token`, jsonBody(body, headers));
		const cases = [
			[await ask('{}', { 'content-type': 'text/plain' }), 415, 'unsupported_media_type'],
			[await ask('{"participant_name":'), 400, 'invalid_request'],
			[await ask('[]'), 400, 'invalid_request'],
			[await ask('{"participant_name":{"secret":"hunter2"}}'), 400, 'invalid_request'],
			[await ask(JSON.stringify({ participant_name: 'x'.repeat(40_000) })), 413, 'payload_too_large'],
		] as const;
		for (const [response, status, code] of cases) {
			expect(response.status).toBe(status);
			expect(response.headers.get('content-type')).toBe('application/problem+json');
			const text = await response.text();
			expect(JSON.parse(text)).toMatchObject({ status, code });
			expect(text).not.toContain('hunter2');
		}
	});

	it('answers 404 for a room of another visitor, and tells it from nothing', async () => {
		const { visitor } = makeTestApi();
		const room = (await visitor().token()).room_name;
		const other = visitor();
		await other.token();
		const response = await other.request('POST', '/api/livekit/token', { room_name: room });
		expect(response.status).toBe(404);
		const stranger = await visitor().request('POST', '/api/livekit/token', { roomName: room });
		expect(stranger.status).toBe(404);
		const absent = await other.request('POST', '/api/livekit/token', { room_name: `${room}9` });
		expect(await absent.text()).toBe(await response.text());
	});

	it('keeps the timezone of the caller', async () => {
		const { visitor, agent } = makeTestApi();
		const { room_name } = await visitor().token({ timezone: 'Europe/Rome' });
		const claim = await agent(room_name)('claim', { jobId: 'AJ_1', agentName: 'greenroom-test' });
		expect((await claim.json()).timezone).toBe('Europe/Rome');
	});

	it('asks the store twice, and LiveKit nothing', async () => {
		const { visitor, store, server } = makeTestApi();
		const ada = visitor();
		for (let i = 0; i < 2; i++) {
			store.asked.length = 0;
			await ada.token();
			expect(store.asked.filter((method) => method !== 'size')).toEqual(['load', 'save']);
		}
		expect([...server.did, ...server.looked]).toEqual([]);
	});

	it('answers a page while LiveKit is down, even when something hangs on it', async () => {
		const { ada, room, door, server, pass } = await makeTestCall();
		pass(5_000);
		server.fallsSilent();
		await door('lost', { jobId: 'AJ_1', code: 1, signal: null });
		pass(10_000);
		server.looked.length = 0;
		expect((await ada.token()).room_name).toBe(room);
		expect([...server.did, ...server.looked]).toEqual([]);
	});

	it('says 503 when the store does not answer, and is asked again with success', async () => {
		const { visitor, store } = makeTestApi();
		const ada = visitor();
		for (const methods of [true, ['save']] as const) {
			store.fails(methods);
			const response = await ada.request('POST', '/api/livekit/token', {});
			expect(await problemOf(response)).toEqual({ status: 503, code: 'store_unavailable', retryAfter: '1' });
		}
		store.fails(false);
		expect((await ada.token()).conversation.phase).toBe('starting');
	});

	it('survives a count of calls that fails after everything else has failed', async () => {
		const { visitor, store } = makeTestApi();
		store.before(async (method) => {
			if (method === 'size') await new Promise((resolve) => setTimeout(resolve, 10));
			throw new StoreUnavailable();
		});
		expect((await visitor().request('POST', '/api/livekit/token', {})).status).toBe(503);
		// A rejection that nobody waits for would end the process, and fails this run.
		await new Promise((resolve) => setTimeout(resolve, 20));
	});
});
