import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeTransfers } from './transfer.ts';

const hello = new TextEncoder().encode('hello');

/** Answers one after the other, the last one for ever. */
async function against(...answers: RequestListener[]) {
	const asked: {
		readonly url: string | undefined;
		readonly method: string | undefined;
		readonly body: string;
		readonly type: string | undefined;
	}[] = [];
	const server = createServer(async (request, response) => {
		const answer = answers[Math.min(asked.length, answers.length - 1)];
		let body = '';
		for await (const part of request) body += part;
		asked.push({ url: request.url, method: request.method, body, type: request.headers['content-type'] });
		answer?.(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const { port } = server.address() as AddressInfo;
	const url = `http://127.0.0.1:${port}`;
	return {
		url,
		asked,
		transfers: makeTransfers({ apiUrl: url, timeoutMs: answers.includes(hangs) ? 100 : 10_000, pausesMs: [1, 1] }),
	};
}

const answer =
	(status: number, body = ''): RequestListener =>
	(_, response) =>
		void response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end(body);
const hangs: RequestListener = () => {};
const dies: RequestListener = (request) => void request.socket.destroy();
const breaksOff: RequestListener = (request, response) => {
	response.writeHead(200, { 'content-length': '100' }).write('hel');
	setTimeout(() => request.socket.destroy(), 10);
};
const put = { url: '/a?signature=1', method: 'PUT', headers: { 'content-type': 'text/plain' } } as const;
const get = { url: '/a', method: 'GET', headers: {} } as const;

describe('bringing bytes', () => {
	it('makes the request that was given out', async () => {
		const { transfers, asked, url } = await against(answer(200));
		expect(await transfers.bring(put, hello)).toBe(true);
		expect(await transfers.bring({ ...put, url: `${url}/b` }, hello)).toBe(true);
		const made = { method: 'PUT', body: 'hello', type: 'text/plain' };
		expect(asked).toEqual([
			{ ...made, url: '/a?signature=1' },
			{ ...made, url: '/b' },
		]);
	});

	it('is done again when the store does not answer', async () => {
		for (const fails of [dies, hangs, answer(503)]) {
			const { transfers, asked } = await against(fails, fails, answer(200));
			expect(await transfers.bring(put, hello)).toBe(true);
			expect(asked).toHaveLength(3);
		}
	});

	it('is given up after some attempts', async () => {
		const { transfers, asked } = await against(answer(503));
		expect(await transfers.bring(put, hello)).toBe(false);
		expect(asked).toHaveLength(3);
	});

	it('is not done again when it was refused, and follows nobody elsewhere', async () => {
		const { transfers, asked } = await against(answer(403));
		expect(await transfers.bring(put, hello)).toBe(false);
		expect(asked).toHaveLength(1);
		const redirecting = await against((request, response) =>
			(request.url === '/elsewhere' ? answer(200, 'of somebody else') : answer(302))(request, response),
		);
		expect(await redirecting.transfers.bring(put, hello)).toBe(false);
		expect(await redirecting.transfers.fetch(get)).toBeNull();
		expect(redirecting.asked.map(({ url }) => url)).not.toContain('/elsewhere');
	});
});

describe('fetching bytes', () => {
	it('has them, whole', async () => {
		const { transfers, asked } = await against(breaksOff, answer(200, 'hello'));
		expect(await transfers.fetch(get)).toEqual(hello);
		expect(asked).toHaveLength(2);
	});

	it('has none where there are none', async () => {
		const { transfers, asked } = await against(answer(404));
		expect(await transfers.fetch(get)).toBeNull();
		expect(asked).toHaveLength(1);
	});
});
