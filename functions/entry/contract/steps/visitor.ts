import { decodeJwt } from 'jose';
import { expect } from 'vitest';
import { bodyOf, type Step } from '../scene.ts';

const TOKEN = '/api/livekit/token';

/** A visitor before a call. */
export const visitor: readonly Step[] = [
	{
		name: 'makes a visitor of a stranger, whose cookie is out of reach of scripts and other sites',
		play: async ({ ask, entry, left }) => {
			const answer = await ask('POST', TOKEN, { json: { participantName: 'Zoë 名', timezone: 'Europe/Berlin' } });
			expect(answer.status).toBe(201);
			const body = bodyOf(answer);
			expect(body).toMatchObject({ participant_name: 'Zoë 名', lifecycle: 'persistent' });
			const claims = decodeJwt(body.participant_token);
			expect(claims).toMatchObject({ name: 'Zoë 名', video: { roomJoin: true, room: body.room_name } });
			const [cookie = '', ...others] = answer.cookies;
			expect(others).toEqual([]);
			for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/', 'Max-Age=2592000']) expect(cookie).toContain(part);
			const isSecure = entry.origin.startsWith('https:');
			expect(cookie.startsWith('__Host-greenroom=')).toBe(isSecure);
			expect(cookie.includes('Secure')).toBe(isSecure);
			left.cookie = cookie.split(';')[0] ?? '';
			left.room = body.room_name;
		},
	},
	{
		name: 'knows them again by their cookie among others, and renews it',
		play: async ({ ask, left }) => {
			const headers = { cookie: `a=1; ${left.cookie}; z="x y"` };
			const answer = await ask('POST', TOKEN, { json: {}, headers });
			expect([answer.status, bodyOf(answer).room_name]).toEqual([201, left.room]);
			expect(answer.cookies).toHaveLength(1);
		},
	},
	{
		name: 'takes one who has changed their cookie for somebody else',
		play: async ({ ask, left }) => {
			const headers = { cookie: left.cookie.replace(/.{6}$/, 'AAAAAA') };
			const answer = await ask('POST', TOKEN, { json: {}, headers });
			expect(answer.status).toBe(201);
			expect(bodyOf(answer).room_name).not.toBe(left.room);
		},
	},
	{
		name: 'refuses a cookie that a page of another site sends, and one of a sister’s',
		play: async ({ ask, entry }) => {
			const sister = entry.origin.replace('://', '://sister.');
			for (const origin of ['https://elsewhere.example', sister, 'null']) {
				const answer = await ask('POST', TOKEN, { json: {}, headers: { origin } });
				expect([answer.status, bodyOf(answer).code]).toEqual([403, 'forbidden_origin']);
			}
		},
	},
	{
		name: 'gives a token to who has no cookies, and knows them by it from any site',
		play: async ({ ask, left }) => {
			const made = await ask('POST', '/api/visitor', { cookie: false });
			expect([made.status, made.cookies]).toEqual([201, []]);
			left.visitorToken = bodyOf(made).token;
			const headers = { authorization: `Bearer ${left.visitorToken}`, origin: 'https://elsewhere.example' };
			const first = await ask('POST', TOKEN, { json: {}, headers, cookie: false });
			const again = await ask('POST', TOKEN, { json: {}, headers, cookie: false });
			expect([first.status, first.cookies]).toEqual([201, []]);
			expect(bodyOf(again).room_name).toBe(bodyOf(first).room_name);
			const wrong = await ask('POST', TOKEN, { json: {}, headers: { authorization: 'Bearer of-nobody' } });
			expect([wrong.status, bodyOf(wrong).code]).toEqual([401, 'unauthorized']);
		},
	},
	{
		name: 'gives a token for a look at the line',
		play: async ({ ask }) => {
			const answer = await ask('POST', '/api/livekit/check', { json: {} });
			expect(answer.status).toBe(201);
			expect(decodeJwt(bodyOf(answer).participant_token)['video']).toMatchObject({
				room: expect.stringMatching(/^check-/),
			});
		},
	},
];
