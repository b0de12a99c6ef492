import { expect } from 'vitest';
import { bodyOf, type Step } from '../scene.ts';

/** Which doors there are, and what every answer of theirs says. */
export const doors: readonly Step[] = [
	{
		name: 'is alive, and says which version',
		play: async ({ ask, entry }) => {
			const answer = await ask('GET', '/api/health');
			expect(answer.status).toBe(200);
			expect(bodyOf(answer)).toEqual({ status: 'ok', version: entry.version, stage: 'test' });
			expect(answer.headers).toMatchObject({
				'content-type': 'application/json',
				'cache-control': 'no-store',
				'x-content-type-options': 'nosniff',
				'access-control-allow-origin': '*',
			});
		},
	},
	{
		name: 'answers HEAD as GET, without the body',
		play: async ({ ask }) => {
			const answer = await ask('HEAD', '/api/health');
			expect([answer.status, answer.text]).toEqual([200, '']);
			expect(answer.headers['content-type']).toBe('application/json');
		},
	},
	{
		name: 'knows no other doors',
		play: async ({ ask }) => {
			for (const path of ['/api/nothing', '/api/health/', '/api/livekit/rooms/%2e%2e/close', '/api//health']) {
				const answer = await ask('POST', path);
				expect(answer.headers['content-type']).toBe('application/problem+json');
				expect([answer.status, bodyOf(answer).code]).toEqual([404, 'not_found']);
			}
		},
	},
	{
		name: 'names the method that a door takes, also for a GET with a body',
		play: async ({ ask }) => {
			for (const asking of [{}, { json: { participant_name: 'Ada' } }]) {
				const answer = await ask('GET', '/api/livekit/token', asking);
				expect([answer.status, bodyOf(answer).code]).toEqual([405, 'method_not_allowed']);
				expect(answer.headers['allow']).toBe('POST');
			}
		},
	},
	{
		name: 'lets pages of other sites ask with a token',
		play: async ({ ask }) => {
			const answer = await ask('OPTIONS', '/api/livekit/token', {
				headers: {
					origin: 'https://elsewhere.example',
					'access-control-request-method': 'POST',
					'access-control-request-headers': 'authorization,content-type',
				},
			});
			expect(answer.status).toBe(204);
			expect(answer.headers['access-control-allow-origin']).toBe('*');
			expect(answer.headers['access-control-allow-headers']).toContain('authorization');
			expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
		},
	},
];
