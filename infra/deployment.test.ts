import { describe, expect, test } from 'vitest';
import { readDeployment } from './deployment.ts';
import { stageSettings } from './stages.ts';

const read = (env: Readonly<Record<string, string>>, { stage = 'production', region = 'us-east-1' } = {}) =>
	readDeployment({ settings: stageSettings(stage, {}), region, env, now: 1_700_000_000_999 });

const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b';
const IMAGE = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/greenroom/worker';

test('a deploy that is told nothing', () => {
	expect(read({})).toEqual({
		release: 1_700_000_000,
		version: 'unknown',
		workerImage: null,
		edge: false,
		alertEmail: null,
		domain: null,
	});
});

test('a variable that is empty is not set', () => {
	const env = { WORKER_RELEASE: '', WORKER_IMAGE: '', GREENROOM_EDGE: '', GREENROOM_ALERT_EMAIL: '' };
	expect(read({ ...env, GREENROOM_VERSION: '', GREENROOM_DOMAIN: '' })).toEqual(read({}));
});

test('a deploy that is told everything', () => {
	const deployment = read({
		WORKER_RELEASE: '42',
		GREENROOM_VERSION: 'abc1234',
		WORKER_IMAGE: `${IMAGE}:v1.2`,
		GREENROOM_EDGE: '1',
		GREENROOM_ALERT_EMAIL: 'ops@example.com',
		GREENROOM_DOMAIN: 'voice.example.com',
		GREENROOM_CERTIFICATE: CERTIFICATE,
	});
	expect(deployment).toEqual({
		release: 42,
		version: 'abc1234',
		workerImage: {
			account: '123456789012',
			region: 'eu-central-1',
			repository: 'greenroom/worker',
			tagOrDigest: 'v1.2',
		},
		edge: true,
		alertEmail: 'ops@example.com',
		domain: { name: 'voice.example.com', certificateArn: CERTIFICATE },
	});
});

test('an image may be named by its digest', () => {
	const digest = `sha256:${'0'.repeat(64)}`;
	expect(read({ WORKER_IMAGE: `${IMAGE}@${digest}` }).workerImage?.tagOrDigest).toBe(digest);
});

describe('a wrong value is refused with its name', () => {
	test.each([
		['WORKER_RELEASE', '0'],
		['WORKER_RELEASE', '1.5'],
		['WORKER_RELEASE', 'v2'],
		['WORKER_RELEASE', '9'.repeat(20)],
		['WORKER_IMAGE', 'greenroom-worker'],
		['WORKER_IMAGE', IMAGE],
		['WORKER_IMAGE', 'docker.io/me/worker:v1'],
		['GREENROOM_EDGE', 'yes'],
		['GREENROOM_ALERT_EMAIL', 'ops'],
		['GREENROOM_DOMAIN', 'https://voice.example.com'],
		['GREENROOM_CERTIFICATE', 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b'],
	])('%s=%s', (name, value) => {
		expect(() => read({ [name]: value })).toThrow(`${name} must be`);
	});

	test('and all of them at once', () => {
		expect(() => read({ WORKER_RELEASE: 'x', GREENROOM_EDGE: 'x' })).toThrow(/GREENROOM_EDGE.*\n.*WORKER_RELEASE/);
	});
});

test.each([{ GREENROOM_DOMAIN: 'voice.example.com' }, { GREENROOM_CERTIFICATE: CERTIFICATE }])(
	'%j alone is refused',
	(env) => {
		expect(() => read(env)).toThrow('go together');
	},
);

describe('the edge', () => {
	test('is refused outside of us-east-1', () => {
		expect(() => read({ GREENROOM_EDGE: '1' }, { region: 'eu-central-1' })).toThrow('needs the region us-east-1');
	});

	test('is refused to a preview, which could not be removed', () => {
		expect(() => read({ GREENROOM_EDGE: '1' }, { stage: 'pr-7' })).toThrow('pr-7 could not be removed');
	});

	test('is not asked for by 0', () => {
		expect(read({ GREENROOM_EDGE: '0' }, { stage: 'pr-7' }).edge).toBe(false);
	});
});
