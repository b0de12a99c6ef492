import { describe, expect, it } from 'vitest';
import { answerOfEdge, originRequestEvent } from '../contract/origin-request-event.ts';
import { ADDRESS, HOST } from '../contract/viewer.ts';
import { EDGE_RESPONSE_BYTES, edgeResult, requestOfOriginRequest } from './origin-request.ts';

const post = { method: 'POST', path: '/api/x?a=1&a=%C3%A4' };
const json = { 'content-type': 'application/json' };

describe('a request at the edge', () => {
	it('is the one that the visitor has made, by the name that they used', async () => {
		const request = requestOfOriginRequest(originRequestEvent({ ...post, headers: json, body: '{"name":"Zoë 名"}' }));
		expect(request.method).toBe('POST');
		expect(request.url).toBe(`https://${HOST}/api/x?a=1&a=%C3%A4`);
		expect(request.headers.get('host')).toBe(HOST);
		expect(request.headers.get('content-length')).toBe('19');
		expect(await request.text()).toBe('{"name":"Zoë 名"}');
	});

	it('comes from where CloudFront says, with all cookies', () => {
		const headers = { cookie: 'a=1; __Host-b=2', 'x-viewer-address': '203.0.113.1' };
		const request = requestOfOriginRequest(originRequestEvent({ ...post, headers }));
		expect(request.headers.get('x-viewer-address')).toBe(ADDRESS);
		expect(request.headers.get('cookie')).toBe('a=1; __Host-b=2');
	});

	it('is refused where only a part of its body is shown', () => {
		const whole = { ...post, headers: json, body: new Uint8Array(1024 * 1024) };
		expect(requestOfOriginRequest(originRequestEvent(whole)).headers.get('content-length')).toBe('1048576');
		const more = { ...whole, body: new Uint8Array(1024 * 1024 + 1) };
		expect(() => requestOfOriginRequest(originRequestEvent(more))).toThrow('payload_too_large');
	});

	it.each(['GET', 'HEAD'])('has no body where HTTP has none: %s', (method) => {
		const request = requestOfOriginRequest(originRequestEvent({ method, path: '/api/x', headers: json, body: '{}' }));
		expect(request.body).toBeNull();
	});
});

describe('an answer at the edge', () => {
	it('has no header that CloudFront refuses', async () => {
		const refused = ['Connection', 'Keep-Alive', 'Proxy-Connection', 'Transfer-Encoding', 'Upgrade', 'Via', 'X-Cache'];
		const headers = new Headers({ ...json, 'x-amz-cf-id': '1', 'x-amzn-requestid': '1', 'x-edge-location': '1' });
		for (const name of refused) headers.set(name, '1');
		headers.append('set-cookie', 'a=1');
		headers.append('set-cookie', 'b=2');
		const result = await edgeResult(new Response('{}', { status: 201, headers }));
		expect(result).toEqual({
			status: '201',
			headers: {
				'content-type': [{ key: 'content-type', value: 'application/json' }],
				'set-cookie': [
					{ key: 'set-cookie', value: 'a=1' },
					{ key: 'set-cookie', value: 'b=2' },
				],
			},
			body: '{}',
			bodyEncoding: 'text',
		});
		expect(answerOfEdge(result).status).toBe(201);
	});

	it('has bytes as base64', async () => {
		const bytes = new Response(Uint8Array.from([0, 255]), { headers: { 'content-type': 'application/octet-stream' } });
		expect(await edgeResult(bytes)).toMatchObject({ body: 'AP8=', bodyEncoding: 'base64' });
	});

	it('that is too large is a problem that says so', async () => {
		const of = (bytes: number) => edgeResult(new Response('x'.repeat(bytes)));
		expect(answerOfEdge(await of(EDGE_RESPONSE_BYTES - 1_000)).status).toBe(200);
		await expect(of(EDGE_RESPONSE_BYTES)).rejects.toThrow(/internal_error: .*1 MB/);
	});
});
