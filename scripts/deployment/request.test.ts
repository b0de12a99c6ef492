import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod/mini';
import { anyPorts } from '../start/ports.ts';
import { ask, at, readJson } from './request.ts';
import { serveJson } from './testing.ts';

/** Ends the connection in place of an answer. */
async function cutOff(): Promise<string> {
	const server = createServer((request) => request.socket.destroy()).listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => void server.close());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const why = async (url: string, within = 5_000) => {
	const answer = await ask(url, { within });
	return answer.outcome === 'unreachable' ? answer.why : answer.status;
};

test('no answer is told with its reason', async () => {
	const [free] = await anyPorts(1);
	expect(await why(`http://127.0.0.1:${free}/`)).toBe('refused');
	expect(await why('http://nowhere.invalid/')).toBe('unknown_host');
	const { url: silent } = await serveJson(() => 'silence');
	expect(await why(silent, 50)).toBe('timeout');
	expect(await why(await cutOff())).toBe('cut_off');
	const { url: plain } = await serveJson(() => ({}));
	expect(await why(plain.replace('http', 'https'))).toBe('not_tls');
	expect(await why(plain)).toBe(200);
});

test('a redirect is not followed', async () => {
	const { url } = await serveJson(() => ({ status: 308, headers: { location: 'https://elsewhere.invalid' } }));
	const answer = await ask(url);
	expect(answer).toMatchObject({ outcome: 'answered', status: 308 });
	expect(answer.outcome === 'answered' && answer.headers.get('location')).toBe('https://elsewhere.invalid');
});

test('an answer that is not what was expected is null', async () => {
	const schema = z.object({ a: z.number() });
	const read = async (text: string) => {
		const { url } = await serveJson(() => ({ body: text }));
		const answer = await ask(url);
		return answer.outcome === 'answered' ? readJson(answer, schema) : 'unreachable';
	};
	expect(await read('{"a":1}')).toEqual({ a: 1 });
	expect(await read('{"a":"1"}')).toBeNull();
	expect(await read('<html>')).toBeNull();
});

test.each(['https://x.example/base', 'https://x.example/base/', 'https://x.example/base//'])(
	'%s keeps its path',
	(base) => {
		expect(at(base, '/api/health')).toBe('https://x.example/base/api/health');
	},
);
