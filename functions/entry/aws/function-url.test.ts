import { describe, expect, it } from 'vitest';
import { functionUrlEvent, ORIGIN_SECRET } from '../contract/function-url-event.ts';
import { ADDRESS, HOST } from '../contract/viewer.ts';
import { functionUrlResult, requestOfFunctionUrl } from './function-url.ts';

const post = { method: 'POST', path: '/api/x?a=1&a=%C3%A4' };
const json = { 'content-type': 'application/json' };

describe('a request to a function URL', () => {
	it('is the one that the visitor has made, by the name that they used', async () => {
		const request = requestOfFunctionUrl(functionUrlEvent({ ...post, headers: json, body: '{"name":"Zoë 名"}' }));
		expect(request.method).toBe('POST');
		expect(request.url).toBe(`https://${HOST}/api/x?a=1&a=%C3%A4`);
		expect(request.headers.get('host')).toBe(HOST);
		expect(request.headers.get('content-length')).toBe('19');
		expect(await request.text()).toBe('{"name":"Zoë 名"}');
	});

	it('says from where it comes, whatever the visitor says', () => {
		const forged = { 'x-viewer-address': '203.0.113.1', 'x-viewer-host': 'evil.example' };
		const { headers, url } = requestOfFunctionUrl(functionUrlEvent({ ...post, headers: forged }));
		expect(headers.get('x-viewer-address')).toBe(ADDRESS);
		expect(new URL(url).host).toBe(HOST);
	});

	it('has its own name where CloudFront has told none that is one', () => {
		const event = functionUrlEvent(post);
		const { domainName } = event.requestContext;
		for (const host of [undefined, '', 'evil.example/path', 'a b'])
			expect(requestOfFunctionUrl({ ...event, headers: { ...event.headers, 'x-viewer-host': host } }).url).toBe(
				`https://${domainName}/api/x?a=1&a=%C3%A4`,
			);
	});

	it('keeps the secret to itself', () => {
		const { headers } = requestOfFunctionUrl(functionUrlEvent(post));
		expect(JSON.stringify([...headers])).not.toContain(ORIGIN_SECRET);
	});

	it('has all cookies, whether they come as cookies or as a header', () => {
		const event = functionUrlEvent({ ...post, headers: { cookie: 'a=1; __Host-b=2' } });
		expect(requestOfFunctionUrl(event).headers.get('cookie')).toBe('a=1; __Host-b=2');
		const { cookie: _, ...others } = event.headers;
		expect(requestOfFunctionUrl({ ...event, headers: others }).headers.get('cookie')).toBe('a=1; __Host-b=2');
		expect(requestOfFunctionUrl({ ...event, cookies: undefined }).headers.get('cookie')).toBe('a=1; __Host-b=2');
	});

	it('has its body to the last byte, however AWS shows it', async () => {
		const all = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 7) % 256);
		const event = functionUrlEvent({ ...post, headers: { 'content-type': 'image/png' }, body: all });
		expect(event.isBase64Encoded).toBe(true);
		const request = requestOfFunctionUrl(event);
		expect(Buffer.from(await request.arrayBuffer()).equals(all)).toBe(true);
	});

	it('says how long a body is that came in pieces', () => {
		const chunked = { ...json, 'transfer-encoding': 'chunked', 'content-length': '1' };
		const event = functionUrlEvent({ ...post, headers: chunked, body: '{}' });
		const { headers } = requestOfFunctionUrl({ ...event, headers: { ...event.headers, 'content-length': undefined } });
		expect([headers.get('content-length'), headers.get('transfer-encoding')]).toEqual(['2', null]);
	});

	it.each(['GET', 'HEAD'])('has no body where HTTP has none: %s', (method) => {
		const request = requestOfFunctionUrl(functionUrlEvent({ method, path: '/api/x', headers: json, body: '{}' }));
		expect(request.body).toBeNull();
	});

	it('may have a header with other letters', () => {
		const { headers } = requestOfFunctionUrl(functionUrlEvent({ ...post, headers: { 'x-name': 'Zoë 名' } }));
		expect(Buffer.from(headers.get('x-name') ?? '', 'latin1').toString()).toBe('Zoë 名');
	});

	it('that is none is refused by a problem', () => {
		const event = functionUrlEvent(post);
		const odd = [
			{ ...event, headers: { ...event.headers, 'not a name': 'x' } },
			{ ...event, requestContext: { ...event.requestContext, http: { method: 'CONNECT' } } },
			{ ...event, headers: {}, requestContext: { ...event.requestContext, domainName: '' } },
		];
		for (const one of odd) expect(() => requestOfFunctionUrl(one)).toThrow('invalid_request');
	});
});

describe('an answer of a function URL', () => {
	it('has each cookie for itself', async () => {
		const response = new Response('{}', { headers: { ...json, 'x-one': '1' } });
		for (const cookie of ['a=1; Path=/', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT'])
			response.headers.append('set-cookie', cookie);
		expect(await functionUrlResult(response)).toEqual({
			statusCode: 200,
			headers: { 'content-type': 'application/json', 'x-one': '1' },
			cookies: ['a=1; Path=/', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT'],
			body: '{}',
			isBase64Encoded: false,
		});
	});

	it.each(['application/problem+json', 'application/json; charset=utf-8', 'text/plain;charset=UTF-8'])(
		'has %s as it is',
		async (type) => {
			const result = await functionUrlResult(new Response('"Zoë 名"', { headers: { 'content-type': type } }));
			expect(result).toMatchObject({ body: '"Zoë 名"', isBase64Encoded: false });
		},
	);

	it('has bytes as base64, and nothing as nothing', async () => {
		const bytes = Uint8Array.from([0, 255, 254, 10]);
		const response = new Response(bytes, { headers: { 'content-type': 'application/octet-stream' } });
		const { body, isBase64Encoded } = await functionUrlResult(response);
		expect([isBase64Encoded, [...Buffer.from(body, 'base64')]]).toEqual([true, [...bytes]]);
		expect(await functionUrlResult(new Response(null, { status: 204 }))).toMatchObject({ statusCode: 204, body: '' });
	});
});
