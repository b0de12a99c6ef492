import { expect, test } from 'vitest';
import type { Reply } from '../../deployment/testing.ts';
import { serveJson } from '../../deployment/testing.ts';
import { testDeployment } from '../testing.ts';
import { judgeApi, probeApi } from './api.ts';

async function judged(reply: Reply, stage = 'test') {
	const { url } = await serveJson(({ path }) => (path === '/api/health' ? reply : { status: 404 }));
	const deployment = testDeployment({ apiUrl: `${url}/`, stage });
	return judgeApi(deployment, await probeApi(deployment));
}
const health = { status: 'ok', version: '1.2.3', stage: 'test' };

test('an API that is well is told with its version', async () => {
	expect(await judged({ body: health })).toMatchObject({
		verdict: 'ok',
		found: expect.stringContaining('version 1.2.3'),
	});
});

test.each([
	['of another stage', { body: { ...health, stage: 'production' } }, 'other_stage', 'STAGE'],
	['that is a page', { body: '<html>' }, 'not_greenroom', 'GREENROOM_API_URL'],
	['that fails', { status: 502, body: health }, 'not_greenroom', 'GREENROOM_API_URL'],
	['that redirects', { status: 301, headers: { location: 'https://x.example/api/health' } }, 'redirected', 'POSTs'],
] as const)('one %s is a fault', async (_, reply, outcome, mend) => {
	expect(await judged(reply)).toMatchObject({ verdict: 'fault', outcome, mend: expect.stringContaining(mend) });
});

test('where a redirect leads is told without what its URL may carry', async () => {
	const { found } = await judged({ status: 302, headers: { location: '/login?secret=1' } });
	expect(found).not.toContain('secret');
});

test.each(['refused', 'unknown_host', 'timeout', 'certificate', 'not_tls'] as const)('%s is named', (why) => {
	expect(judgeApi(testDeployment(), { outcome: 'unreachable', why })).toMatchObject({ verdict: 'fault', outcome: why });
});
