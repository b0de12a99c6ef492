import { expect } from 'vitest';
import { bodyOf, type Step } from '../scene.ts';
import { ADDRESS } from '../viewer.ts';

const TOKEN = '/api/livekit/token';
const json = { 'content-type': 'application/json' };

/** What is not taken. */
export const limits: readonly Step[] = [
	{
		name: 'takes a body of JSON, or none, and says what is wrong with others',
		play: async ({ ask }) => {
			const plain = { 'content-type': 'text/plain' };
			const cases = [
				[{ body: '{}', headers: plain }, 415, 'unsupported_media_type'],
				[{ body: '{"participant_name":', headers: json }, 400, 'invalid_request'],
				[{ body: '[]', headers: json }, 400, 'invalid_request'],
				[{ body: Uint8Array.from([0xff, 0xfe, 0x00]), headers: json }, 400, 'invalid_request'],
				[{ json: { participant_name: { secret: 'hunter2' } } }, 400, 'invalid_request'],
			] as const;
			for (const [asking, status, code] of cases) {
				const answer = await ask('POST', TOKEN, asking);
				expect([answer.status, bodyOf(answer).code]).toEqual([status, code]);
				expect(answer.text).not.toContain('hunter2');
			}
			expect((await ask('POST', TOKEN, { headers: json })).status).toBe(201);
		},
	},
	{
		name: 'takes no more than a door needs',
		play: async ({ ask }) => {
			const answer = await ask('POST', TOKEN, { json: { participant_name: 'x'.repeat(40_000) } });
			expect([answer.status, bodyOf(answer).code]).toEqual([413, 'payload_too_large']);
		},
	},
	{
		name: 'refuses what is larger than the edge sees',
		play: async ({ entry }) => {
			// Not compared: how much may be sent is said otherwise there.
			const answer = await entry.send({ method: 'POST', path: TOKEN, headers: json, body: 'x'.repeat(1_100_000) });
			expect([answer.status, bodyOf(answer).code]).toEqual([413, 'payload_too_large']);
		},
	},
	{
		name: 'counts for whom CloudFront says that it is, whatever they say',
		play: async ({ ask, entry, countedAddresses }) => {
			const forged = '203.0.113.66';
			const headers = {
				'x-viewer-address': forged,
				'cloudfront-viewer-address': `${forged}:1`,
				'x-forwarded-for': forged,
				'x-real-ip': forged,
				'true-client-ip': forged,
				forwarded: `for=${forged}`,
			};
			expect((await ask('POST', TOKEN, { json: {}, headers })).status).toBe(201);
			const isLocal = entry.origin.startsWith('http:');
			expect(await countedAddresses()).toEqual([isLocal ? '127.0.0.1' : ADDRESS]);
		},
	},
	{
		name: 'refuses one who asks too often, and says when they may',
		play: async ({ entry, left }) => {
			const headers = { ...json, authorization: `Bearer ${left.visitorToken}` };
			let answer = await entry.send({ method: 'POST', path: TOKEN, headers, body: '{}' });
			for (let asked = 0; answer.status === 201 && asked < 130; asked++)
				answer = await entry.send({ method: 'POST', path: TOKEN, headers, body: '{}' });
			expect([answer.status, bodyOf(answer).code]).toEqual([429, 'too_many_requests']);
			expect(answer.headers).toMatchObject({ 'retry-after': '60', 'access-control-expose-headers': 'retry-after' });
		},
	},
];
