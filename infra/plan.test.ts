import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import config from '../sst.config.ts';
import { APP } from './names.ts';
import { edgeDefines, planOf, standIns } from './plan.ts';

const around = { region: 'us-east-1', mode: 'deploy', root: '/repository', env: {}, now: 1_000 } as const;

test('a plan is what the stage is, what the environment says, and where things are built', () => {
	const plan = planOf({ ...around, stage: 'staging', env: { VOICE: 'openai', WORKER_RELEASE: '5' } });
	expect(plan.settings).toMatchObject({ stage: 'staging', voice: 'openai' });
	expect(plan.deployment.release).toBe(5);
	expect(plan.built).toEqual({
		root: '/repository',
		functions: '/repository/.build/functions',
		page: '/repository/.build/page',
	});
});

test('what is no stage is refused before anything is built', () => {
	expect(() => planOf({ ...around, stage: 'PR_7' })).toThrow('is no stage');
});

test('there is nothing to develop in the cloud', () => {
	expect(() => planOf({ ...around, stage: 'anna', mode: 'dev' })).toThrow('npm start');
});

test('the bundle for the edge is told what others are told by their environment', () => {
	const plan = planOf({ ...around, stage: 'staging', env: { GREENROOM_VERSION: 'abc' } });
	expect(edgeDefines(plan, 'us-east-1')).toEqual({
		stage: 'staging',
		region: 'us-east-1',
		parametersPath: '/sst/greenroom/staging/Secret',
		agentName: 'greenroom',
		version: 'abc',
	});
});

test('a removal needs no build', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'greenroom-removal-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const { built } = planOf({ ...around, stage: 'pr-7', mode: 'remove', root: folder });
	await standIns(built);
	for (const each of ['page', 'functions/api', 'functions/sweeper', 'functions/edge'])
		expect(existsSync(join(folder, '.build', each))).toBe(true);
});

test('SST knows the app by the name that its parameters lie under', () => {
	expect(config.config()).toEqual({ name: APP, region: 'us-east-1' });
});
