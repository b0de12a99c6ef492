/**
 * What the token door costs, beside the least that could answer: Hono with the server SDK and nothing else.
 *
 * @module
 */
import { Agent, request } from 'node:http';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { AccessToken, RoomAgentDispatch, RoomConfiguration } from 'livekit-server-sdk';
import { createApp } from '../../functions/app.ts';
import type { Config } from '../../functions/config.ts';
import { depsFromConfig } from '../../functions/deps-from-config.ts';
import { MemoryStore } from '../../functions/store/memory.ts';
import { type Figure, percentile } from './figures.ts';

const CONNECTIONS = 20;
const SECONDS = 3;
const IN_PROCESS = 3_000;
const ROUNDS = 3;

export const config = {
	livekitUrl: 'ws://127.0.0.1:1',
	livekitApiKey: 'benchkey',
	livekitApiSecret: '0123456789abcdef0123456789abcdef',
	stage: 'bench',
	agentNames: ['greenroom-bench'],
	graceSeconds: 60,
	lifecycle: 'persistent',
	dispatch: 'explicit',
	maxCalls: Number.POSITIVE_INFINITY,
	maxCallSeconds: 3_600,
	alertAgents: Number.POSITIVE_INFINITY,
	alertAgentMs: Number.POSITIVE_INFINITY,
	opsToken: null,
	version: 'bench',
} satisfies Config;

/** A random room, a random identity, a dispatch: what a starter does. */
function bareApp(): Hono {
	return new Hono().post('/api/livekit/token', async (c) => {
		const room = `room-${crypto.randomUUID()}`;
		const token = new AccessToken(config.livekitApiKey, config.livekitApiSecret, { identity: crypto.randomUUID() });
		token.addGrant({ roomJoin: true, room });
		token.roomConfig = new RoomConfiguration({ agents: [new RoomAgentDispatch({ agentName: config.agentNames[0] })] });
		return c.json({ server_url: config.livekitUrl, participant_token: await token.toJwt() }, 201);
	});
}

const ourApp = (): Hono => createApp(depsFromConfig(config, { store: new MemoryStore(Date.now), log: () => {} }));

export async function benchTokens(): Promise<Figure[]> {
	const ours: number[] = [];
	const bare: number[] = [];
	const latencies: number[] = [];
	await Promise.all([loadOf(ourApp()), loadOf(bareApp())]);
	// In turn, so that a machine that becomes slower becomes so for both.
	for (let round = 0; round < ROUNDS; round++) {
		const load = await loadOf(ourApp());
		ours.push(load.rate);
		latencies.push(...load.latencies);
		bare.push((await loadOf(bareApp())).rate);
	}
	const inProcess = await inProcessLatencies(ourApp());
	return [
		{ name: 'token in process, p50', unit: 'ms', values: [percentile(inProcess, 0.5)] },
		{ name: 'token in process, p99', unit: 'ms', values: [percentile(inProcess, 0.99)] },
		{ name: `token over HTTP, ${CONNECTIONS} connections, p50`, unit: 'ms', values: [percentile(latencies, 0.5)] },
		{ name: `token over HTTP, ${CONNECTIONS} connections, p99`, unit: 'ms', values: [percentile(latencies, 0.99)] },
		{ name: 'token requests', unit: '/s', values: ours },
		{ name: 'the same of bare Hono and SDK', unit: '/s', values: bare },
		{ name: 'ours beside bare', unit: 'x', values: ours.map((rate, i) => rate / (bare[i] ?? Number.NaN)), aim: 0.5 },
	];
}

async function inProcessLatencies(app: Hono): Promise<number[]> {
	const latencies: number[] = [];
	for (let i = 0; i < IN_PROCESS; i++) {
		const began = performance.now();
		const response = await app.request('http://localhost/api/livekit/token', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: '{}',
		});
		await response.text();
		latencies.push(performance.now() - began);
	}
	return latencies.slice(IN_PROCESS / 10);
}

/** Server and load share this process: the rate is below what a server alone would reach, for both alike. */
async function loadOf(app: Hono): Promise<{ rate: number; latencies: number[] }> {
	const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
	await new Promise((resolve) => server.once('listening', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
	const latencies: number[] = [];
	const end = performance.now() + SECONDS * 1000;
	const client = async () => {
		while (performance.now() < end) {
			const began = performance.now();
			await ask(port, agent);
			latencies.push(performance.now() - began);
		}
	};
	await Promise.all(Array.from({ length: CONNECTIONS }, client));
	agent.destroy();
	await new Promise((resolve) => server.close(resolve));
	return { rate: latencies.length / SECONDS, latencies };
}

function ask(port: number, agent: Agent): Promise<void> {
	return new Promise((resolve, reject) => {
		const options = { host: '127.0.0.1', port, agent, method: 'POST', path: '/api/livekit/token' };
		const sent = request({ ...options, headers: { 'content-type': 'application/json' } }, (response) => {
			if (response.statusCode !== 201) reject(new Error(`status ${response.statusCode}`));
			response.resume().on('end', resolve);
		});
		sent.on('error', reject).end('{}');
	});
}
