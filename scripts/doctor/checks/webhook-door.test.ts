import { WebhookReceiver } from 'livekit-server-sdk';
import { expect, test } from 'vitest';
import { serveJson } from '../../deployment/testing.ts';
import { answered, testDeployment } from '../testing.ts';
import { judgeWebhookDoor, probeWebhookDoor } from './webhook-door.ts';

/** An API that has these keys. */
async function judged(apiKey: string, apiSecret: string, areKeysRight: boolean | null = true) {
	const receiver = new WebhookReceiver(apiKey, apiSecret);
	const { url, asked } = await serveJson(async ({ body, headers }) => {
		const received = await receiver.receive(body, headers.authorization).catch(() => null);
		return received === null ? { status: 401, body: {} } : { body: { received: true } };
	});
	const deployment = testDeployment({ apiUrl: url });
	return { judged: judgeWebhookDoor(deployment, await probeWebhookDoor(deployment), areKeysRight), asked };
}
const { livekit } = testDeployment();

test('what is signed with the API’s key is taken', async () => {
	const { judged: well, asked } = await judged(livekit.apiKey, livekit.apiSecret);
	expect(well).toMatchObject({ verdict: 'ok', outcome: 'received' });
	expect(asked).toMatchObject([{ method: 'POST', path: '/api/livekit/webhook' }]);
});

test.each([
	['key', 'another-key', livekit.apiSecret],
	['secret', livekit.apiKey, 'x'.repeat(32)],
])('an API with another %s is told apart from keys that are wrong themselves', async (_, key, secret) => {
	expect((await judged(key, secret)).judged).toMatchObject({ verdict: 'fault', outcome: 'other_key' });
	expect((await judged(key, secret, null)).judged).toMatchObject({ verdict: 'fault', outcome: 'other_key' });
	expect((await judged(key, secret, false)).judged).toMatchObject({ verdict: 'skipped', outcome: 'own_key_wrong' });
});

test.each([answered({ status: 403 }), answered({ status: 404 }), answered({ status: 200, text: '<html>' })])(
	'an answer that is not the API’s is a fault',
	(answer) => {
		expect(judgeWebhookDoor(testDeployment(), answer, true)).toMatchObject({
			verdict: 'fault',
			outcome: 'not_received',
		});
	},
);
