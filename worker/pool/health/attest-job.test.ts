import { jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { startLiveKit } from '../room-service/testing.ts';
import { makeAttestJob } from './attest-job.ts';

const job = { room: 'greenroom.test.conversation.1', jobId: 'AJ_1' };

test.each([
	['present', 200, '{"participants":[{"sid":"PA_1","identity":"human-x"},{"sid":"PA_2","identity":"agent-AJ_1"}]}'],
	['absent', 200, '{"participants":[{"sid":"PA_2","identity":"agent-AJ_2"}]}'],
	['absent', 200, '{"participants":[]}'],
	['absent', 200, '{}'],
	['absent', 404, '{"code":"not_found","msg":"requested room does not exist"}'],
	['unknown', 404, '{"code":"bad_route","msg":"no handler for path"}'],
	['unknown', 404, '<html>'],
	['unknown', 401, '{"code":"unauthenticated","msg":"no"}'],
	['unknown', 500, '{"code":"internal","msg":"no"}'],
	['unknown', 200, '{"participants":"many"}'],
	['unknown', 200, 'null'],
] as const)('the agent is %s by %i %s', async (attested, status, text) => {
	const { access } = await startLiveKit(status, text);
	expect(await makeAttestJob(access)(job)).toBe(attested);
});

test('nothing is known from nobody', async () => {
	const nowhere = { livekitUrl: 'ws://127.0.0.1:1', livekitApiKey: 'devkey', livekitApiSecret: 'secret' };
	expect(await makeAttestJob(nowhere)(job)).toBe('unknown');
});

test('LiveKit is asked about one room, by a token that is good for no other and for a minute', async () => {
	const { asked, access } = await startLiveKit(200, '{}');
	await makeAttestJob(access)(job);
	const [first] = asked;
	expect(first).toMatchObject({ path: '/twirp/livekit.RoomService/ListParticipants', body: `{"room":"${job.room}"}` });
	const { payload } = await jwtVerify(first?.token ?? '', new TextEncoder().encode(access.livekitApiSecret));
	expect(payload).toMatchObject({ iss: 'devkey', video: { room: job.room, roomAdmin: true } });
	expect((payload.exp ?? Number.POSITIVE_INFINITY) - Date.now() / 1000).toBeLessThanOrEqual(60);
});
