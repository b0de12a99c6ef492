import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { chooseAddresses } from './addresses.ts';
import { anyPorts, anyUdpPort, nextFreePort } from './ports.ts';

const free =
	(...ports: number[]) =>
	async (port: number) =>
		ports.includes(port);

/** Somebody else's server. */
async function occupy(port: number, host = '127.0.0.1'): Promise<void> {
	const server = createServer().listen(port, host);
	await once(server, 'listening');
	onTestFinished(() => void server.close());
}

/** A port that was seen to be free: other tests take ports at the same time. */
async function occupyFreePort(host?: string): Promise<number> {
	for (let tries = 0; tries < 20; tries++) {
		const [port = 0] = await anyPorts(1);
		if ((await nextFreePort(port, [])) !== port) continue;
		const isTaken = await occupy(port, host).then(
			() => true,
			() => false,
		);
		if (isTaken) return port;
	}
	throw new Error('no port of twenty was free');
}

test('a free port is the wanted one, a taken one the next that is free', async () => {
	expect(await nextFreePort(3000, [], free(3000))).toBe(3000);
	expect(await nextFreePort(3000, [], free(3003, 3005))).toBe(3003);
});

test('a port that is promised to another part is not free', async () => {
	expect(await nextFreePort(3000, [3000, 3001], free(3000, 3001, 3002))).toBe(3002);
});

test('when none is free that is said', async () => {
	await expect(nextFreePort(3000, [], free())).rejects.toThrow('No port from 3000 on is free');
	await expect(nextFreePort(65_500, [], free(65_536))).rejects.toThrow('No port');
});

test.each(['127.0.0.1', '0.0.0.0'])('a server on %s takes the port', async (host) => {
	const port = await occupyFreePort(host);
	expect(await nextFreePort(port, [])).toBeGreaterThan(port);
});

test('any ports are all different', async () => {
	expect(new Set(await anyPorts(20)).size).toBe(20);
	expect(await anyUdpPort()).toBeGreaterThan(1023);
});

test('a taken port is said, with the one that is used instead', async () => {
	const port = await occupyFreePort();
	const said: string[] = [];
	const wanted = { page: port, livekit: port };
	const chosen = await chooseAddresses(wanted, { reload: false, say: (line) => said.push(line) });
	expect(chosen.livekit).not.toBe(chosen.page);
	expect(chosen.api).toBe(chosen.page);
	expect(said).toEqual([
		`Port ${port} is taken: the page is on ${chosen.page}.`,
		`Port ${port} is taken: livekit-server is on ${chosen.livekit}.`,
	]);
});

test('where no livekit-server is started, nobody cares who has its port', async () => {
	const port = await occupyFreePort();
	const said: string[] = [];
	const wanted = { page: port, livekit: null };
	await chooseAddresses(wanted, { reload: false, say: (line) => said.push(line) });
	expect(said).toHaveLength(1);
});

test('while vite serves the page, the API is somewhere behind it', async () => {
	const chosen = await chooseAddresses('any', { reload: true, say: () => {} });
	expect(new Set(Object.values(chosen)).size).toBe(6);
});
