/**
 * Settings of a stage that are secret, or differ from stage to stage: SecureString parameters of SSM, under the path where
 * `sst secrets set` puts them too. The API's functions read all that is under it; the worker is given its own by ECS.
 *
 * @module
 */
import type { Environment } from '../functions/protocol/environment.ts';
import { APP } from './names.ts';

export type ParameterName = keyof Environment;

/** Everything that a stage is told lies under it. */
export const parameterPath = (stage: string): string => `/sst/${APP}/${stage}/Secret`;

export const parameterName = (stage: string, name: ParameterName): string => `${parameterPath(stage)}/${name}/value`;

const LIVEKIT = ['LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET'] as const satisfies readonly ParameterName[];
const API = [
	...LIVEKIT,
	'UPSTASH_REDIS_REST_URL',
	'UPSTASH_REDIS_REST_TOKEN',
	'OPS_TOKEN',
] as const satisfies readonly ParameterName[];

const ofVoice = (voice: Environment['VOICE']): readonly ParameterName[] =>
	voice === 'openai' ? ['OPENAI_API_KEY'] : [];

/** What has to be there before a stage is deployed. */
export const requiredParameters = (voice: Environment['VOICE']): readonly ParameterName[] => [
	...API,
	...ofVoice(voice),
];

/** What ECS hands to the worker; a task whose parameter is missing does not start. */
export const workerParameters = (voice: Environment['VOICE']): readonly ParameterName[] => [
	...LIVEKIT,
	...ofVoice(voice),
];
