import { expect, test } from 'vitest';
import type { Answer } from '../../deployment/request.ts';
import { serveJson } from '../../deployment/testing.ts';
import { answered, testDeployment } from '../testing.ts';
import { judgeLiveKit, probeLiveKit } from './livekit.ts';

const judge = (url: string, answer: Answer, apiUrl = 'http://127.0.0.1:3000') =>
	judgeLiveKit(testDeployment({ apiUrl, livekit: { url } }), answer);

test('a server on this machine that answers is well', async () => {
	const { url, asked } = await serveJson(() => ({ body: 'OK' }));
	const deployment = testDeployment({ livekit: { url: url.replace('http', 'ws') } });
	expect(judgeLiveKit(deployment, await probeLiveKit(deployment))).toMatchObject({ verdict: 'ok' });
	expect(asked).toMatchObject([{ method: 'GET', path: '/' }]);
});

test.each([
	['http and https too', 'https://livekit.example', answered({}), 'ok', 'answers', ''],
	[
		'nobody there',
		'ws://127.0.0.1:7880',
		{ outcome: 'unreachable', why: 'refused' },
		'fault',
		'refused',
		'LIVEKIT_URL',
	],
	['wss where ws is', 'wss://127.0.0.1:7880', { outcome: 'unreachable', why: 'not_tls' }, 'fault', 'not_tls', 'ws://'],
	['ws where wss is', 'ws://x.example', answered({ status: 400 }), 'fault', 'needs_tls', 'wss://'],
	['a redirect to https', 'ws://x.example', answered({ status: 308 }), 'fault', 'redirected', 'wss://'],
	['a path', 'wss://x.example/rtc', answered({ status: 404 }), 'fault', 'not_livekit', 'take /rtc away'],
	['a path that answers', 'wss://x.example/rtc', answered({}), 'warn', 'has_path', 'take /rtc away'],
	['a node that is draining', 'wss://x.example', answered({ status: 406 }), 'fault', 'not_ready', 'log of LiveKit'],
	['another program', 'wss://x.example', answered({ status: 401 }), 'fault', 'not_livekit', 'LIVEKIT_URL'],
	['no TLS over a network', 'ws://10.0.0.1:7880', answered({}), 'warn', 'not_secure', 'wss://'],
] as const)('%s: %s', (_, url, answer, verdict, outcome, mend) => {
	expect(judge(url, answer)).toMatchObject({ verdict, outcome });
	expect(judge(url, answer).mend ?? '').toContain(mend);
});

test('a secure page cannot connect to a server that is not', () => {
	const url = 'ws://livekit.example';
	expect(judge(url, answered({}), 'https://calls.example')).toMatchObject({
		verdict: 'fault',
		outcome: 'mixed_content',
	});
});
