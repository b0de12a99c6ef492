import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isAlive } from './liveness.ts';
import { freePort, openPort } from './own-port.ts';

/** agents' own server: without LiveKit, if it is there at all. */
async function agents(): Promise<number> {
	const server = createServer(({ url }, response) =>
		url === '/'
			? response.writeHead(503).end('not connected to livekit')
			: response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ url })),
	);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return (server.address() as AddressInfo).port;
}

async function setUp({ alive = true, agentsPort = 1 }: { alive?: boolean; agentsPort?: number } = {}) {
	const own = await openPort({
		...{ host: '127.0.0.1', port: 0, agentsPort },
		isAlive: () => alive,
		metrics: () => 'up 1\n',
	});
	onTestFinished(own.close);
	return async (path: string, method = 'GET') => {
		const response = await fetch(`http://127.0.0.1:${own.port}${path}`, { method });
		const answer = [response.status, await response.text(), response.headers.get('content-type')] as const;
		return { said: answer.slice(0, 2), type: answer[2] };
	};
}

describe('the worker’s port', () => {
	it('says that the process lives, whether or not there is LiveKit', async () => {
		const get = await setUp({ agentsPort: await agents() });
		expect(await get('/health')).toEqual({ said: [200, 'OK'], type: 'text/plain' });
		expect(await get('/health?from=docker')).toMatchObject({ said: [200, 'OK'] });
	});

	it('says that it does not', async () => {
		const get = await setUp({ alive: false });
		expect(await get('/health')).toMatchObject({ said: [503, 'heartbeat stands still'] });
	});

	it('shows its metrics', async () => {
		const get = await setUp();
		expect(await get('/metrics')).toEqual({ said: [200, 'up 1\n'], type: 'text/plain; version=0.0.4; charset=utf-8' });
	});

	it('passes everything else on to agents', async () => {
		const get = await setUp({ agentsPort: await agents() });
		expect(await get('/')).toMatchObject({ said: [503, 'not connected to livekit'] });
		expect(await get('/worker')).toEqual({ said: [200, '{"url":"/worker"}'], type: 'application/json' });
	});

	it('answers for agents when it does not', async () => {
		const get = await setUp({ agentsPort: await freePort() });
		expect(await get('/')).toMatchObject({ said: [503, ''] });
	});

	it('takes nothing', async () => {
		const get = await setUp({ agentsPort: await agents() });
		expect(await get('/metrics', 'POST')).toMatchObject({ said: [405, 'method not allowed'] });
	});

	it('is refused to a second worker', async () => {
		const port = await agents();
		const taken = openPort({ host: '127.0.0.1', port, agentsPort: 1, isAlive: () => true, metrics: () => '' });
		await expect(taken).rejects.toThrow('EADDRINUSE');
	});
});

describe('a process', () => {
	it('lives while its heartbeat goes on, and before it has begun', () => {
		expect(isAlive(null, 1_000_000)).toBe(true);
		expect(isAlive(1_000, 60_999)).toBe(true);
		expect(isAlive(1_000, 61_000)).toBe(false);
	});
});
