import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { makeIsClosed } from './is-closed.ts';
import { startLiveKit } from './testing.ts';

const room = 'greenroom.test.conversation.1';

test.each([
	[false, 200, `{"rooms":[{"sid":"RM_1","name":"${room}"}]}`],
	[true, 200, '{"rooms":[]}'],
	[true, 200, '{}'],
	[true, 200, '{"rooms":[{"name":"greenroom.test.conversation.2"}]}'],
	[false, 401, '{"code":"unauthenticated","msg":"no"}'],
	[false, 500, '{}'],
	[false, 404, '{}'],
	[false, 200, '{"rooms":"many"}'],
	[false, 200, '<html>'],
] as const)('it is %s that a room is closed by %i %s', async (closed, status, text) => {
	const { access, asked } = await startLiveKit(status, text);
	expect(await makeIsClosed(access)(room)).toBe(closed);
	expect(asked).toMatchObject([{ path: '/twirp/livekit.RoomService/ListRooms', body: `{"names":["${room}"]}` }]);
	expect(decodeJwt(asked[0]?.token ?? '')['video']).toEqual({ roomList: true });
});

test('it is not known to be closed by nobody', async () => {
	const access = { livekitUrl: 'ws://127.0.0.1:1', livekitApiKey: 'devkey', livekitApiSecret: 'secret' };
	expect(await makeIsClosed(access)(room)).toBe(false);
});
