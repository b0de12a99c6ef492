import { expect, test } from 'vitest';
import { makeTestApi, testConfig } from '../../../functions/testing.ts';
import { testDeployment } from '../testing.ts';
import { judgeToken, readToken, type TokenFacts } from './token.ts';

const deployment = testDeployment({ livekit: { url: testConfig.livekitUrl } });

/** As the real API gives it. */
async function tokenOf(config: Partial<typeof testConfig> = {}): Promise<TokenFacts> {
	const api = makeTestApi({ config: { ...testConfig, ...config } });
	const { server_url, participant_token } = await api.visitor().token();
	const facts = await readToken(deployment, server_url, participant_token);
	if (facts === null) throw new Error('it is no token');
	return facts;
}

test('a token of the API that is meant is right', async () => {
	const facts = await tokenOf();
	expect(facts).toMatchObject({ isSignedByOurs: true, agents: ['greenroom-test'], departureSeconds: 90 });
	expect(judgeToken(deployment, facts, true)).toMatchObject({ verdict: 'ok' });
	// Whoever reads LIVEKIT_URL as http means the same server.
	const http = testDeployment({ livekit: { url: 'http://127.0.0.1:1/' } });
	expect(judgeToken(http, facts, true)).toMatchObject({ verdict: 'ok' });
});

test.each([
	['at another server', { livekitUrl: 'wss://other.example' }, 'other_livekit'],
	['with another key', { livekitApiKey: 'other' }, 'other_key'],
	['with another secret', { livekitApiSecret: 'x'.repeat(32) }, 'other_secret'],
	['for an agent in another case', { agentNames: ['Greenroom-test'] as const }, 'other_case'],
	['for an agent of another stage', { agentNames: ['greenroom-prod'] as const }, 'other_stage'],
	['for another agent', { agentNames: ['anna-test'] as const }, 'other_name'],
] as const)('one %s is a fault', async (_, config, outcome) => {
	expect(judgeToken(deployment, await tokenOf(config), true)).toMatchObject({ verdict: 'fault', outcome });
});

test('automatic dispatch here and explicit dispatch there is a fault', async () => {
	const automatic = testDeployment({ livekit: { url: testConfig.livekitUrl }, agentName: '', dispatch: 'automatic' });
	expect(judgeToken(automatic, await tokenOf(), true)).toMatchObject({ verdict: 'fault', outcome: 'no_name' });
});

test('what is no token is none', async () => {
	expect(await readToken(deployment, 'ws://x', 'not.a.token')).toBeNull();
});
