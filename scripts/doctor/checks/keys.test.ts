import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { serveJson } from '../../deployment/testing.ts';
import { answered, testDeployment } from '../testing.ts';
import { judgeKeys, probeKeys } from './keys.ts';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl';

test('what LiveKit is asked reveals nothing and changes nothing', async () => {
	const { url, asked } = await serveJson(() => ({ body: { rooms: [] } }));
	const deployment = testDeployment({ livekit: { url: url.replace('http', 'ws') } });
	expect(judgeKeys(deployment, await probeKeys(deployment))).toMatchObject({ verdict: 'ok', outcome: 'accepted' });
	const [list] = asked;
	expect(list).toMatchObject({ method: 'POST', path: '/twirp/livekit.RoomService/ListRooms' });
	expect(JSON.parse(list?.body ?? '')).toEqual({ names: ['greenroom-doctor'] });
	const { iss, video, exp = 0, nbf = 0 } = decodeJwt(list?.headers.authorization?.slice('Bearer '.length) ?? '');
	expect({ iss, video, lives: exp - nbf }).toEqual({ iss: 'devkey', video: { roomList: true }, lives: 60 });
});

// As livekit-server 1.13.5 says it.
test.each([
	['invalid API key: devkey', 'wrong_key', 'LIVEKIT_API_KEY'],
	[
		`invalid token: ${TOKEN}, error: token signature is invalid: signature is invalid`,
		'wrong_secret',
		'LIVEKIT_API_SECRET',
	],
	[`invalid token: ${TOKEN}, error: token has invalid claims: token is expired`, 'wrong_time', 'clocks'],
	[`invalid token: ${TOKEN}, error: token has invalid claims: token is not valid yet`, 'wrong_time', 'clocks'],
	['no permissions to access the room', 'refused', 'pair'],
])('%s', (text, outcome, mend) => {
	const judged = judgeKeys(testDeployment(), answered({ status: 401, text }));
	expect(judged).toMatchObject({ verdict: 'fault', outcome, mend: expect.stringContaining(mend) });
	expect(JSON.stringify(judged)).not.toMatch(/eyJ/);
});

test('a LiveKit that does not answer says nothing of the keys', () => {
	const { verdict } = judgeKeys(testDeployment(), { outcome: 'unreachable', why: 'refused' });
	expect(verdict).toBe('skipped');
	expect(judgeKeys(testDeployment(), answered({ status: 503 })).verdict).toBe('skipped');
});
