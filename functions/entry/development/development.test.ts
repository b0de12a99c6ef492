import { describe, expect, it } from 'vitest';
import { underDevelopment } from './development.ts';
import { DEVELOPMENT_TOKEN_HEADER } from './door.ts';

const TOKEN = 't'.repeat(43);
const OURS = 'http://localhost:3000';
const HTML = '<head><meta charset="utf-8" /><script type="module" src="/assets/index.js"></script></head>';

/** An API that answers with a page, and one request of a browser after the other. */
function running() {
	let now = 0;
	const reached: string[] = [];
	const asked: { url: string; method: string | undefined; body: unknown }[] = [];
	const answer = underDevelopment(
		(request) => {
			const { pathname } = new URL(request.url);
			reached.push(`${request.method} ${pathname}`);
			if (['/', '/ops/'].includes(pathname))
				return new Response(HTML, { headers: { 'content-type': 'text/html', 'content-length': '9' } });
			return new Response('an answer', { status: pathname === '/api/health' ? 200 : 404 });
		},
		{
			control: `http://127.0.0.1:5000/${TOKEN}`,
			ask: async (url, { method, body }) => {
				asked.push({ url, method, body });
				return Response.json({ outcome: 'killed' }, { status: 202 });
			},
			now: () => now,
		},
	);
	const send = async (url: string, init: RequestInit = {}) => answer(new Request(url, init), {});
	const breaks = (name: string, headers: Record<string, string> = {}, origin = OURS) =>
		send(`${origin}/development/${name}`, {
			method: 'POST',
			body: '{"room":"r1"}',
			headers: { origin, [DEVELOPMENT_TOKEN_HEADER]: TOKEN, ...headers },
		});
	return {
		...{ send, breaks, reached, asked },
		pass: (ms: number) => {
			now += ms;
		},
	};
}

describe('the page', () => {
	it('has one more script, before all others', async () => {
		const response = await running().send(`${OURS}/`);
		const tag = `<script src="/development/break-it.js" data-token="${TOKEN}"></script>`;
		expect(await response.text()).toBe(HTML.replace('<script', `${tag}<script`));
		expect(response.headers.has('content-length')).toBe(false);
	});

	it('has no token for whom a name leads here that is not ours', async () => {
		const { send, breaks, asked } = running();
		expect(await (await send('http://rebound.example:3000/')).text()).toBe(HTML);
		expect((await breaks('worker', {}, 'http://rebound.example:3000')).status).toBe(404);
		expect((await send('http://rebound.example:3000/development/break-it.js')).status).toBe(404);
		expect(asked).toEqual([]);
	});

	it('is not touched where it is no page, and no other answer is', async () => {
		const { send } = running();
		expect(await (await send(`${OURS}/`, { method: 'HEAD' })).text()).not.toContain('development');
		expect(await (await send(`${OURS}/api/health`)).text()).toBe('an answer');
		expect(await (await send(`${OURS}/ops/`)).text()).toBe(HTML);
	});
});

describe('the door', () => {
	it('passes on what the page asks for, with its answer', async () => {
		const { breaks, asked, reached } = running();
		const response = await breaks('agent');
		expect([response.status, await response.json()]).toEqual([202, { outcome: 'killed' }]);
		const url = `http://127.0.0.1:5000/${TOKEN}/agent`;
		expect(asked).toEqual([{ url, method: 'POST', body: '{"room":"r1"}' }]);
		expect(reached).toEqual([]);
	});

	it.each([
		['another origin', { origin: 'https://elsewhere.example' }, 'foreign_origin'],
		['another port of this machine', { origin: 'http://localhost:8000' }, 'foreign_origin'],
		['a sandboxed frame', { origin: 'null' }, 'foreign_origin'],
		['no token', { [DEVELOPMENT_TOKEN_HEADER]: '' }, 'wrong_token'],
		['another token', { [DEVELOPMENT_TOKEN_HEADER]: 'u'.repeat(43) }, 'wrong_token'],
	])('is closed to a request with %s', async (_, headers, outcome) => {
		const { breaks, asked, send } = running();
		for (const name of ['agent', 'worker', 'livekit', 'webhooks']) {
			const response = await breaks(name, headers);
			expect([response.status, await response.json()]).toEqual([403, { outcome }]);
		}
		expect(asked).toEqual([]);
		expect((await send(`${OURS}/api/livekit/webhook`, { method: 'POST' })).status).not.toBe(204);
	});

	it('says nothing that would let another origin in', async () => {
		const { send } = running();
		const preflight = {
			origin: 'https://elsewhere.example',
			'access-control-request-headers': DEVELOPMENT_TOKEN_HEADER,
		};
		const response = await send(`${OURS}/development/worker`, { method: 'OPTIONS', headers: preflight });
		expect(response.status).toBe(403);
		expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
	});

	it('gives the script to a tag, which cannot send a token; to one of this origin only', async () => {
		const { send, asked } = running();
		const response = await send(`${OURS}/development/break-it.js`);
		expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
		expect(asked).toEqual([{ url: `http://127.0.0.1:5000/${TOKEN}/break-it.js`, method: 'GET', body: undefined }]);
	});
});

describe('webhooks', () => {
	it('arrive, are lost for a minute, and arrive again', async () => {
		const { send, breaks, reached, pass } = running();
		const come = async () => (await send('http://127.0.0.1:3000/api/livekit/webhook', { method: 'POST' })).status;
		await come();
		expect(reached).toHaveLength(1);
		expect(await (await breaks('webhooks')).json()).toEqual({ outcome: 'losing', lost: 0, leftMs: 60_000 });
		expect([await come(), await come()]).toEqual([204, 204]);
		expect(reached).toHaveLength(1);
		pass(60_000);
		const headers = { [DEVELOPMENT_TOKEN_HEADER]: TOKEN };
		const asked = await send(`${OURS}/development/webhooks`, { headers });
		expect(await asked.json()).toEqual({ outcome: 'losing', lost: 2, leftMs: 0 });
		await come();
		expect(reached).toHaveLength(2);
	});
});
