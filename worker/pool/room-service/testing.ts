/** For tests: LiveKit's room service on loopback, which gives one answer. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export async function startLiveKit(status: number, text: string) {
	const asked: { path: string | undefined; token: string; body: string }[] = [];
	const server = createServer(async (request, response) => {
		let body = '';
		for await (const chunk of request) body += chunk;
		const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
		asked.push({ path: request.url, token, body });
		response.writeHead(status, { 'content-type': 'application/json' }).end(text);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const livekitUrl = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const livekitApiSecret = '0123456789abcdef0123456789abcdef';
	return { asked, access: { livekitUrl, livekitApiKey: 'devkey', livekitApiSecret } };
}
