import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { checkResponseSchema } from '../protocol/check.ts';
import { parseRoomName } from '../protocol/names.ts';
import { makePolicy } from '../rooms/policy.ts';
import { makeTestApi, makeTestCall, problemOf, testConfig } from '../testing.ts';

const check = (who: { request: (method: string, path: string) => Promise<Response> }) =>
	who.request('POST', '/api/livekit/check');
const claimsOf = async (response: Response) =>
	decodeJwt<{ video: { room: string }; roomConfig: { agents?: unknown[]; departureTimeout: number } }>(
		checkResponseSchema.parse(await response.json()).participant_token,
	);

describe('the door for a check', () => {
	it('gives a token for a room that is no call, with no agent in it', async () => {
		const { visitor } = makeTestApi();
		const response = await check(visitor());
		expect(response.status).toBe(201);
		const { video, roomConfig } = await claimsOf(response);
		expect(parseRoomName(video.room)).toBeNull();
		expect(roomConfig.agents ?? []).toEqual([]);
		expect(roomConfig.departureTimeout).toBe(1);
	});

	it('gives everybody a room of their own, each time', async () => {
		const { visitor } = makeTestApi();
		const ada = visitor();
		const rooms = [];
		for (const who of [ada, ada, visitor()]) rooms.push((await claimsOf(await check(who))).video.room);
		expect(new Set(rooms).size).toBe(3);
	});

	it('begins no call, and changes none that is open', async () => {
		const { ada, room, store, visitor } = await makeTestCall();
		const conversation = async () => (await ada.request('GET', '/api/conversation')).json();
		const before = await conversation();
		store.asked.length = 0;
		await check(ada);
		expect(store.asked).not.toContain('save');
		expect(await conversation()).toEqual(before);
		expect((await ada.token()).room_name).toBe(room);
		const bob = visitor();
		await check(bob);
		expect(await (await bob.request('GET', '/api/conversation')).json()).toMatchObject({ phase: 'empty', room: null });
	});

	it('makes a new visitor, who stays the same one', async () => {
		const { visitor } = makeTestApi();
		const ada = visitor();
		expect((await check(ada)).headers.get('set-cookie')).not.toBeNull();
		expect((await check(ada)).headers.get('set-cookie')).toBeNull();
	});

	it('is limited, and closed to pages of other sites', async () => {
		const limits = { ...makePolicy(testConfig).limits, perVisitor: 1 };
		const { visitor } = makeTestApi({ policy: { ...makePolicy(testConfig), limits } });
		const ada = visitor();
		await check(ada);
		expect(await problemOf(await check(ada))).toEqual({ status: 429, code: 'too_many_requests', retryAfter: '60' });
		const elsewhere = await visitor().request('POST', '/api/livekit/check', undefined, { origin: 'https://a.example' });
		expect((await problemOf(elsewhere)).code).toBe('forbidden_origin');
	});
});
