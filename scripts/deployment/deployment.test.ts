import { expect, test } from 'vitest';
import { EnvironmentError } from '../../functions/protocol/environment.ts';
import { readDeployment, readOperatorAccess, sayNoSource, sourceOf } from './deployment.ts';

const running = { pid: 1, url: 'http://localhost:3000', variables: { GREENROOM_API_URL: 'http://127.0.0.1:3000' } };
const remote = {
	GREENROOM_API_URL: 'https://calls.example',
	OPS_TOKEN: 'o'.repeat(16),
	LIVEKIT_URL: 'wss://livekit.example',
	LIVEKIT_API_KEY: 'key',
	LIVEKIT_API_SECRET: 's'.repeat(32),
	STAGE: 'production',
};

test('GREENROOM_API_URL decides which deployment is meant, and nothing is mixed', () => {
	expect(sourceOf({ STAGE: 'x' }, running)).toEqual({ from: 'npm start', variables: running.variables });
	expect(sourceOf(remote, running)).toEqual({ from: 'environment', variables: remote });
	expect(sourceOf({}, 'none')).toEqual({ from: 'none' });
	expect(sourceOf({}, 'stale')).toEqual({ from: 'stale' });
	expect(sayNoSource('none')).toMatch(/does not run here.*GREENROOM_API_URL/);
	expect(sayNoSource('stale')).toMatch(/was killed here/);
});

test('it is read with the names that its parts read', () => {
	expect(readDeployment(remote)).toEqual({
		apiUrl: 'https://calls.example',
		opsToken: remote.OPS_TOKEN,
		livekit: { url: 'wss://livekit.example', apiKey: 'key', apiSecret: remote.LIVEKIT_API_SECRET },
		stage: 'production',
		dispatch: 'explicit',
		lifecycle: 'persistent',
		graceSeconds: 60,
		agentName: 'greenroom-production',
		store: null,
	});
	expect(readDeployment({ ...remote, AGENT_DISPATCH: 'automatic' }).agentName).toBe('');
	expect(readDeployment({ ...remote, AGENT_NAME: 'Anna' }).agentName).toBe('Anna-production');
});

test('every wrong variable is named at once, and no secret is repeated', () => {
	const wrong = {
		...remote,
		GREENROOM_API_URL: 'calls.example',
		LIVEKIT_API_SECRET: 'too-short',
		STAGE: undefined,
		UPSTASH_REDIS_REST_URL: 'https://store.example',
	};
	let problems: readonly string[] = [];
	try {
		readDeployment(wrong);
	} catch (error) {
		if (error instanceof EnvironmentError) problems = error.problems;
	}
	expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
		'GREENROOM_API_URL',
		'LIVEKIT_API_SECRET',
		'STAGE',
		'UPSTASH_REDIS_REST_TOKEN',
	]);
	expect(problems.join()).not.toContain('too-short');
});

test('who only looks at rooms needs no keys', () => {
	const { GREENROOM_API_URL, OPS_TOKEN } = remote;
	expect(readOperatorAccess({ GREENROOM_API_URL, OPS_TOKEN })).toEqual({
		apiUrl: GREENROOM_API_URL,
		opsToken: OPS_TOKEN,
	});
	expect(readOperatorAccess({ GREENROOM_API_URL })).toMatchObject({ opsToken: null });
});
