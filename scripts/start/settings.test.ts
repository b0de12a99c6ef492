import { expect, test } from 'vitest';
import { EnvironmentError } from '../../functions/protocol/environment.ts';
import { laptopStage, mergeVariables, readSettings } from './settings.ts';

const laptop = { user: 'ada', host: 'engine' };
const secret = 's'.repeat(32);
const cloud = { LIVEKIT_URL: 'wss://x.livekit.cloud', LIVEKIT_API_KEY: 'key', LIVEKIT_API_SECRET: secret };

test('nothing has to be set', () => {
	expect(readSettings({}, laptop)).toEqual({
		port: 3000,
		livekitPort: 7880,
		stage: laptopStage('ada', 'engine'),
		graceSeconds: 60,
		elsewhere: null,
		storeElsewhere: null,
		filesElsewhere: false,
		variables: { STAGE: laptopStage('ada', 'engine') },
	});
});

test('a LiveKit URL means that the server runs elsewhere', () => {
	expect(readSettings(cloud, laptop).elsewhere).toEqual({ url: cloud.LIVEKIT_URL, apiKey: 'key', apiSecret: secret });
	expect(readSettings({ ...cloud, LIVEKIT_URL: '' }, laptop).elsewhere).toBeNull();
});

test('every wrong variable is named, and its value is not repeated', () => {
	const wrong = { ...cloud, PORT: 'eighty', VOICE: 'loud', LIVEKIT_API_SECRET: 'short-secret' };
	let problems: readonly string[] = [];
	try {
		readSettings(wrong, laptop);
	} catch (error) {
		if (error instanceof EnvironmentError) problems = error.problems;
	}
	expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual(['LIVEKIT_API_SECRET', 'PORT', 'VOICE']);
	expect(problems.join()).not.toContain('short-secret');
});

test('keys are asked for only where there is a URL', () => {
	expect(() => readSettings({ LIVEKIT_URL: cloud.LIVEKIT_URL }, laptop)).toThrow('LIVEKIT_API_KEY is not set');
	expect(() => readSettings({ LIVEKIT_API_KEY: '' }, laptop)).not.toThrow();
});

test('a store elsewhere needs its URL and its token', () => {
	const store = { UPSTASH_REDIS_REST_URL: 'https://x.upstash.io', UPSTASH_REDIS_REST_TOKEN: secret };
	expect(readSettings(store, laptop).storeElsewhere).toEqual({ url: store.UPSTASH_REDIS_REST_URL, token: secret });
	const { UPSTASH_REDIS_REST_URL } = store;
	expect(() => readSettings({ UPSTASH_REDIS_REST_URL }, laptop)).toThrow('UPSTASH_REDIS_REST_TOKEN is not set');
});

test('a key of OpenAI is asked for only where its voice is', () => {
	expect(() => readSettings({ VOICE: 'openai' }, laptop)).toThrow('OPENAI_API_KEY is not set');
	expect(() => readSettings({ VOICE: 'openai', OPENAI_API_KEY: 'x' }, laptop)).not.toThrow();
});

test('a shell wins over .env, and an empty variable is none', () => {
	expect(mergeVariables({ PORT: '1', STAGE: '' }, { PORT: '2', STAGE: 'x', VOICE: 'openai' })).toEqual({
		PORT: '1',
		STAGE: 'x',
		VOICE: 'openai',
	});
});

test('two people, and one person on two machines, have stages of their own', () => {
	const stages = [laptopStage('ada', 'engine'), laptopStage('bob', 'engine'), laptopStage('ada', 'mill')];
	expect(new Set(stages).size).toBe(3);
	expect(stages[0]).toMatch(/^dev-[0-9a-f]{8}$/);
	expect(laptopStage('ada', 'engine')).toBe(stages[0]);
	expect(readSettings({ STAGE: 'staging' }, laptop).stage).toBe('staging');
});

test('files are kept where the environment says, if it does', () => {
	expect(readSettings({ FILES_FOLDER: '/files' }, laptop).filesElsewhere).toBe(true);
	expect(() => readSettings({ FILES_FOLDER: '/files', FILES_BUCKET: 'files' }, laptop)).toThrow('one of them or none');
	expect(() => readSettings({ FILES_BUCKET: 'files' }, laptop)).toThrow('AWS_REGION is not set');
});
