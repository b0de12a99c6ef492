import { expect, test } from 'vitest';
import { serveJson } from '../deployment/testing.ts';
import { anyPorts } from '../start/ports.ts';
import type { Line } from './canary/line.ts';
import { examine } from './examine.ts';
import { CHECKS, type Finding } from './finding.ts';
import { startStandIn, testDeployment } from './testing.ts';

const OTHER_SECRET = 'x'.repeat(32);

async function findings(deployment: Parameters<typeof examine>[0], line: Line, count = 1): Promise<Finding[]> {
	const told: Finding[] = [];
	const { findings } = await examine(deployment, {
		...{
			line,
			count,
			within: 0.2,
			pauseMs: 0,
			webhooksMs: 50,
			signal: new AbortController().signal,
			now: () => performance.now(),
		},
		onFinding: (finding) => told.push(finding),
		onCall: () => {},
	});
	expect(told).toEqual(findings);
	return told;
}
/** Of the checks that found something, in their order. */
const ill = (found: readonly Finding[]): string[] =>
	found
		.filter(({ verdict }) => verdict === 'fault' || verdict === 'warn')
		.map(({ check, outcome }) => `${check} ${outcome}`);

test('a deployment that is well has nothing to mend, and every check has looked', async () => {
	const { deployment, line, rooms } = await startStandIn();
	const found = await findings(deployment, line(), 2);
	expect(ill(found)).toEqual([]);
	expect(found.map(({ check }) => check)).toEqual(CHECKS.filter((check) => check !== 'environment'));
	expect(found.map(({ verdict }) => verdict)).not.toContain('skipped');
	expect(new Set(rooms().filter((did) => did.startsWith('delete'))).size).toBe(2);
});

test('a secret that LiveKit does not accept is named as such', async () => {
	const { deployment, line } = await startStandIn();
	const wrong = { ...deployment, livekit: { ...deployment.livekit, apiSecret: OTHER_SECRET } };
	const found = await findings(wrong, line());
	expect(ill(found)).toEqual(['keys wrong_secret', 'token other_secret']);
	expect(found).toContainEqual(expect.objectContaining({ check: 'webhook_door', verdict: 'skipped' }));
});

test('so is a key', async () => {
	const { deployment, line } = await startStandIn();
	const wrong = { ...deployment, livekit: { ...deployment.livekit, apiKey: 'another' } };
	expect(ill(await findings(wrong, line()))).toEqual(['keys wrong_key', 'token other_key']);
});

test('an API with another secret is told apart from that', async () => {
	const { deployment, line } = await startStandIn({ config: { livekitApiSecret: OTHER_SECRET }, worker: null });
	expect(ill(await findings(deployment, line()))).toEqual([
		'webhook_door other_key',
		'workers no_worker',
		'token other_secret',
		'webhooks none',
	]);
});

test('an API that is not there is one fault, and not thirteen', async () => {
	const [free] = await anyPorts(1);
	const { deployment, line } = await startStandIn();
	const found = await findings({ ...deployment, apiUrl: `http://127.0.0.1:${free}` }, line());
	expect(ill(found)).toEqual(['api refused']);
	expect(found.map(({ check }) => check)).toEqual(CHECKS.filter((check) => check !== 'environment'));
});

test('neither is a LiveKit that is not there', async () => {
	const [free] = await anyPorts(1);
	const { deployment, line } = await startStandIn();
	const gone = { ...deployment, livekit: { ...deployment.livekit, url: `ws://127.0.0.1:${free}` } };
	expect(ill(await findings(gone, line()))).toEqual(['livekit refused']);
});

test('clocks that differ', async () => {
	const { deployment, line } = await startStandIn({ apiAheadMs: 61_000 });
	expect(ill(await findings(deployment, line()))).toEqual(['clock api']);
});

test('no worker, and one whose name differs in case', async () => {
	const none = await startStandIn({ worker: null });
	expect(ill(await findings(none.deployment, none.line('join')))).toEqual(['workers no_worker', 'canary no_agent']);
	const other = await startStandIn({ worker: 'Greenroom-test' });
	expect(ill(await findings(other.deployment, other.line('join')))).toEqual(['workers other_case', 'canary no_agent']);
});

test('an API that asks for an agent in another case', async () => {
	const { deployment, line } = await startStandIn({ config: { agentNames: ['Greenroom-test'] } });
	expect(ill(await findings(deployment, line('join')))).toEqual(['token other_case', 'canary no_agent']);
});

test('a room that somebody else has created is left too soon', async () => {
	const { deployment, line } = await startStandIn();
	expect(ill(await findings(deployment, line('voice', 20)))).toEqual(['departure not_honoured']);
});

test('an agent that is silent', async () => {
	const { deployment, line, rooms } = await startStandIn();
	expect(ill(await findings(deployment, line('track'), 2))).toEqual(['canary silent']);
	expect(new Set(rooms().filter((did) => did.startsWith('delete'))).size).toBe(2);
});

test('a LiveKit that sends no webhooks', async () => {
	const { deployment, line } = await startStandIn({ webhooks: false });
	expect(ill(await findings(deployment, line()))).toEqual(['webhooks none']);
});

test('a wrong OPS_TOKEN, and none: calls are made nevertheless', async () => {
	const { deployment, line } = await startStandIn();
	const wrong = await findings({ ...deployment, opsToken: 'another one of operators' }, line());
	expect(ill(wrong)).toEqual(['operator wrong_token']);
	const none = await findings({ ...deployment, opsToken: null }, line());
	expect(ill(none)).toEqual(['operator no_token']);
	for (const found of [wrong, none]) {
		expect(found).toContainEqual(expect.objectContaining({ check: 'canary', verdict: 'ok' }));
		expect(found).toContainEqual(expect.objectContaining({ check: 'webhooks', verdict: 'skipped' }));
	}
});

test('another program in place of the API', async () => {
	const { deployment, line } = await startStandIn();
	const { url } = await serveJson(() => ({ body: '<html>' }));
	expect(ill(await findings({ ...deployment, apiUrl: url }, line()))).toEqual(['api not_greenroom']);
});

test('a stage that is not the API’s', async () => {
	const { deployment, line } = await startStandIn();
	const other = { ...deployment, stage: 'prod', agentName: 'greenroom-prod' };
	expect(ill(await findings(other, line()))).toEqual(['api other_stage', 'workers other_stage', 'token other_stage']);
});

test('no call is made where none is wanted', async () => {
	const { deployment, rooms } = await startStandIn();
	const line: Line = { join: () => Promise.reject(new Error('called')) };
	expect(ill(await findings(deployment, line, 0))).toEqual([]);
	expect(rooms()).toEqual([]);
});

test('no finding holds a secret', async () => {
	const { deployment, line } = await startStandIn({ config: { livekitApiSecret: OTHER_SECRET } });
	const said = JSON.stringify(await findings(deployment, line()));
	for (const secret of [deployment.livekit.apiSecret, deployment.opsToken, OTHER_SECRET, 'eyJ'])
		expect(said).not.toContain(secret);
	// Control: keys have names, and those are said.
	expect(said).toContain(testDeployment().livekit.apiKey);
});
