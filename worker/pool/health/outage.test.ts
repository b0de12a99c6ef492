import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { memoryLog } from '../../testing.ts';
import { type Connection, lookAtConnection, NO_OUTAGE, outageAfter, watchForOutage } from './outage.ts';

afterEach(() => {
	vi.useRealTimers();
});

describe('an outage', () => {
	it('lasts from the first look without LiveKit to the first with it', () => {
		const begun = outageAfter(NO_OUTAGE, 'disconnected', 1_000);
		expect(begun.since).toBe(1_000);
		expect(outageAfter(begun, 'disconnected', 2_000)).toEqual(begun);
		expect(outageAfter(begun, 'connected', 3_000)).toEqual(NO_OUTAGE);
	});

	it('neither begins nor ends with a look at which nothing was seen', () => {
		expect(outageAfter(NO_OUTAGE, 'unknown', 1_000)).toEqual(NO_OUTAGE);
		const begun = outageAfter(NO_OUTAGE, 'disconnected', 1_000);
		expect(outageAfter(begun, 'unknown', 2_000)).toEqual(begun);
	});
});

function watch() {
	vi.useFakeTimers();
	const { log, lines } = memoryLog();
	let connection: Connection = 'connected';
	onTestFinished(watchForOutage({ look: async () => connection, now: Date.now, log }));
	return {
		lines,
		becomes: (next: Connection) => {
			connection = next;
		},
	};
}
const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000);

describe('the watch for outages', () => {
	it('alerts once when one is longer than five minutes', async () => {
		const { lines, becomes } = watch();
		await minutes(10);
		becomes('disconnected');
		await minutes(5);
		expect(lines).toEqual([]);
		await minutes(0.5);
		expect(lines).toEqual([{ level: 'alert', event: 'livekit_lost', message: 'Disconnected for >5 minutes' }]);
		await minutes(10);
		expect(lines).toHaveLength(1);
	});

	it('says nothing of shorter ones, however many', async () => {
		const { lines, becomes } = watch();
		for (let i = 0; i < 10; i++) {
			becomes('disconnected');
			await minutes(4.5);
			becomes('connected');
			await minutes(0.5);
		}
		expect(lines).toEqual([]);
	});

	it('alerts again for the next one', async () => {
		const { lines, becomes } = watch();
		becomes('disconnected');
		await minutes(6);
		becomes('connected');
		await minutes(1);
		becomes('disconnected');
		await minutes(6);
		expect(lines).toHaveLength(2);
	});
});

describe('a look at the connection', () => {
	async function route(status: number, text: string): Promise<number> {
		const server = createServer((_request, response) => response.writeHead(status).end(text));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		onTestFinished(() => {
			server.closeAllConnections();
			server.close();
		});
		return (server.address() as AddressInfo).port;
	}

	it.each([
		['connected', 200, 'OK'],
		['disconnected', 503, 'not connected to livekit'],
		['unknown', 503, 'inference process not running'],
		['unknown', 500, ''],
	] as const)('says %s of %i %s', async (connection, status, text) => {
		expect(await lookAtConnection(await route(status, text))).toBe(connection);
	});

	it('says nothing where nobody answers', async () => {
		expect(await lookAtConnection(1)).toBe('unknown');
	});
});
