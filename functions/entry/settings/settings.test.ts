import { expect, it, onTestFinished } from 'vitest';
import { EnvironmentError } from '../../protocol/environment.ts';
import type { Settings } from './check.ts';
import { readSettings } from './settings.ts';
import { PATH, startTestParameters, variablesOf } from './testing.ts';

const secrets = {
	LIVEKIT_URL: 'wss://greenroom.livekit.cloud',
	LIVEKIT_API_KEY: 'devkey',
	LIVEKIT_API_SECRET: '0123456789abcdef0123456789abcdef',
	UPSTASH_REDIS_REST_URL: 'https://greenroom.upstash.io',
	UPSTASH_REDIS_REST_TOKEN: 'a token of ours',
	OPS_TOKEN: 'an operator of the test',
};
const plain = { STAGE: 'test', AGENT_NAME: 'greenroom' };

async function read(parameters: Readonly<Record<string, string>>, env: Settings = {}): Promise<Settings> {
	const store = await startTestParameters(parameters);
	onTestFinished(() => store[Symbol.asyncDispose]());
	return readSettings({ ...variablesOf(store.url), ...plain, ...env });
}

async function problems(reading: Promise<unknown>): Promise<readonly string[]> {
	const error = await reading.then(
		() => null,
		(thrown: unknown) => thrown,
	);
	if (!(error instanceof EnvironmentError)) throw new Error('it is not refused', { cause: error });
	for (const secret of Object.values(secrets)) expect(error.message).not.toContain(secret);
	return error.problems;
}

it('are the variables, and over them the parameters of the stage', async () => {
	const settings = await read(secrets, { OPS_TOKEN: 'of the template', GRACE_SECONDS: '30' });
	expect(settings).toMatchObject({ ...secrets, ...plain, GRACE_SECONDS: '30' });
});

it('are those parameters that SST writes, and no others below the path', async () => {
	const others = { [`${PATH}/STAGE`]: 'x', [`${PATH}/STAGE/fallback`]: 'x', [`${PATH}/deep/STAGE/value`]: 'x' };
	expect(await read({ ...secrets, ...others })).toMatchObject({ STAGE: 'test' });
});

it('are the variables alone where no path is set', async () => {
	expect(await readSettings({ ...plain, ...secrets })).toEqual({ ...plain, ...secrets });
	const lines = await problems(readSettings(plain));
	expect(lines).toContain('LIVEKIT_URL is not set');
	expect(lines.at(-1)).toContain('PARAMETERS_PATH is not set');
});

it('name all that is missing or wrong at once, and where it belongs', async () => {
	const { LIVEKIT_URL: _, UPSTASH_REDIS_REST_TOKEN: __, ...rest } = secrets;
	expect(await problems(read({ ...rest, LIVEKIT_API_SECRET: 'short' }))).toEqual([
		'LIVEKIT_URL is not set',
		'LIVEKIT_API_SECRET must have at least 32 characters',
		'UPSTASH_REDIS_REST_TOKEN is not set, and UPSTASH_REDIS_REST_URL is: both or none',
		`Secrets are read from the parameters below ${PATH}: npm run setup:stage test`,
	]);
});

it('have a store and files that outlast a function', async () => {
	const { UPSTASH_REDIS_REST_URL: _, UPSTASH_REDIS_REST_TOKEN: __, ...rest } = secrets;
	const lines = await problems(read(rest, { FILES_FOLDER: '/tmp' }));
	expect(lines).toContain('UPSTASH_REDIS_REST_URL is not set');
	expect(lines.find((line) => line.startsWith('FILES_FOLDER'))).toContain('FILES_BUCKET');
});

it.each<[string, Settings]>([
	['a parameter', { ...secrets, OPS_TOKEN: '__FETCH_FROM_SSM__' }],
	['a part of one', { ...secrets, LIVEKIT_URL: 'wss://__FETCH_FROM_SSM__' }],
])('refuse the placeholder of SST as %s', async (_, parameters) => {
	expect((await problems(read(parameters as Record<string, string>)))[0]).toMatch(
		/^(OPS_TOKEN|LIVEKIT_URL) is __FETCH_FROM_SSM__/,
	);
});

it('refuse it as a variable, but for those of SST’s own library, and take the parameter in its place', async () => {
	const placeholder = '__FETCH_FROM_SSM__';
	expect(await problems(read(secrets, { OPENAI_API_KEY: placeholder }))).toContainEqual(
		expect.stringContaining('OPENAI_API_KEY is __FETCH_FROM_SSM__'),
	);
	const bound = { SST_Secret_value_OPS_TOKEN: placeholder, OPS_TOKEN: placeholder };
	expect(await read(secrets, bound)).toMatchObject({ OPS_TOKEN: secrets.OPS_TOKEN });
});

it('say what is wrong with the path, and what is missing to ask for it', async () => {
	expect(await problems(readSettings({ ...plain, PARAMETERS_PATH: 'sst/greenroom' }))).toEqual([
		'PARAMETERS_PATH must be a path of parameters, as /sst/greenroom/staging/Secret',
	]);
	expect(await problems(readSettings({ ...plain, PARAMETERS_PATH: PATH }))).toEqual([
		'AWS_REGION is not set',
		'AWS_ACCESS_KEY_ID is not set',
		'AWS_SECRET_ACCESS_KEY is not set',
	]);
});
