/**
 * What a function of AWS is configured with: its own variables, and over them the parameters of its stage, so that no
 * secret is ever part of a template or of a bundle.
 *
 * @module
 */
import { EnvironmentError, readEnvironment } from '../../protocol/environment.ts';
import { type Settings, settingsProblems } from './check.ts';
import type { ParameterAccess } from './parameter-page.ts';
import { type Reading, readParameters } from './parameters.ts';

const overTheNetwork: Reading = {
	fetch: globalThis.fetch,
	now: Date.now,
	pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/**
 * Reads and checks them.
 *
 * @throws EnvironmentError naming all that is missing or wrong, and where it belongs
 * @throws ParametersUnavailable
 */
export async function readSettings(env: Settings, reading: Reading = overTheNetwork): Promise<Settings> {
	const access = parameterAccess(env);
	const parameters = access === null ? {} : named(access.path, await readParameters(access, reading));
	const settings = { ...env, ...parameters };
	const problems = settingsProblems(settings);
	if (problems.length > 0) throw new EnvironmentError([...problems, whereTheyBelong(env)]);
	return settings;
}

/** Null: the function's own variables are all. */
function parameterAccess(env: Settings): ParameterAccess | null {
	const { PARAMETERS_PATH: path } = readEnvironment(env, ['PARAMETERS_PATH']);
	if (path === undefined) return null;
	const aws = readEnvironment(env, [
		'AWS_REGION',
		'AWS_ACCESS_KEY_ID',
		'AWS_SECRET_ACCESS_KEY',
		'AWS_SESSION_TOKEN',
		'AWS_ENDPOINT_URL_SSM',
		'AWS_ENDPOINT_URL',
	]);
	return {
		path,
		region: aws.AWS_REGION,
		accessKeyId: aws.AWS_ACCESS_KEY_ID,
		secretAccessKey: aws.AWS_SECRET_ACCESS_KEY,
		sessionToken: aws.AWS_SESSION_TOKEN ?? null,
		endpoint: aws.AWS_ENDPOINT_URL_SSM ?? aws.AWS_ENDPOINT_URL ?? null,
	};
}

/** `<path>/LIVEKIT_URL/value` is LIVEKIT_URL, as SST names its secrets. Others below the path are none of ours. */
function named(path: string, parameters: ReadonlyMap<string, string>): Settings {
	const own = [...parameters].flatMap(([name, value]) => {
		const [, variable] = name.startsWith(`${path}/`)
			? (/^([A-Z][A-Z0-9_]*)\/value$/.exec(name.slice(path.length + 1)) ?? [])
			: [];
		return variable === undefined ? [] : [[variable, value]];
	});
	return Object.fromEntries(own);
}

const whereTheyBelong = ({ PARAMETERS_PATH: path, STAGE: stage = '<stage>' }: Settings): string =>
	path === undefined
		? 'PARAMETERS_PATH is not set, so that only the variables of the function were looked at'
		: `Secrets are read from the parameters below ${path}: npm run setup:stage ${stage}`;
