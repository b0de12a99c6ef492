import { expect, test } from 'vitest';
import type { Reply } from '../../deployment/testing.ts';
import { serveJson } from '../../deployment/testing.ts';
import { testDeployment } from '../testing.ts';
import { judgeStore, probeStore } from './store.ts';

async function judged(reply: Reply) {
	const { url, asked } = await serveJson(() => reply);
	const deployment = testDeployment({ store: { url, token: 'secret-of-store' } });
	return { judged: judgeStore(deployment, await probeStore(deployment)), asked };
}

test('a Redis that answers is asked for nothing but a pong', async () => {
	const { judged: well, asked } = await judged({ body: { result: 'PONG' } });
	expect(well).toMatchObject({ verdict: 'ok', outcome: 'answers' });
	expect(asked).toMatchObject([{ body: '["PING"]', headers: { authorization: 'Bearer secret-of-store' } }]);
});

test.each([
	[{ status: 401, body: { error: 'WRONGPASS' } }, 'wrong_token'],
	[{ status: 500, body: { error: 'ERR' } }, 'no_pong'],
	[{ status: 200, body: '<html>' }, 'no_pong'],
])('one that answers %j is a fault', async (reply, outcome) => {
	const { judged: ill } = await judged(reply);
	expect(ill).toMatchObject({ verdict: 'fault', outcome });
	expect(JSON.stringify(ill)).not.toContain('secret-of-store');
});

test('one that is not there is a fault', () => {
	const store = { url: 'https://x.upstash.io', token: 't' };
	expect(judgeStore(testDeployment({ store }), { outcome: 'unreachable', why: 'unknown_host' })).toMatchObject({
		verdict: 'fault',
		outcome: 'unknown_host',
	});
});

test('memory is for a laptop', () => {
	expect(judgeStore(testDeployment(), null)).toMatchObject({ verdict: 'ok', outcome: 'memory' });
	const deployed = testDeployment({ apiUrl: 'https://calls.example' });
	expect(judgeStore(deployed, null)).toMatchObject({ verdict: 'warn', outcome: 'memory' });
});
