/**
 * What an API instance is configured with. Entries read the environment; nothing else does.
 *
 * @module
 */
import { type Environment, readEnvironment } from './protocol/environment.ts';
import { formatAgentName } from './protocol/names.ts';

export interface Config {
	/** As pages connect to it: `ws://` or `wss://`. */
	readonly livekitUrl: string;
	readonly livekitApiKey: string;
	/** Signs LiveKit's tokens; keys for our own cookies and tokens are derived from it, one for each purpose. */
	readonly livekitApiSecret: string;
	readonly stage: string;
	/** The name that workers of this stage register under. */
	readonly agentName: string;
	readonly graceSeconds: number;
	readonly version: string;
}

const needs = [
	'LIVEKIT_URL',
	'LIVEKIT_API_KEY',
	'LIVEKIT_API_SECRET',
	'STAGE',
	'AGENT_NAME',
	'GRACE_SECONDS',
] as const satisfies readonly (keyof Environment)[];

/** @throws EnvironmentError naming each missing or wrong variable */
export function readConfig(env: Readonly<Record<string, string | undefined>>, version: string): Config {
	const read = readEnvironment(env, needs);
	return {
		livekitUrl: read.LIVEKIT_URL.replace(/^http/, 'ws'),
		livekitApiKey: read.LIVEKIT_API_KEY,
		livekitApiSecret: read.LIVEKIT_API_SECRET,
		stage: read.STAGE,
		agentName: formatAgentName(read.AGENT_NAME, read.STAGE),
		graceSeconds: read.GRACE_SECONDS,
		version,
	};
}
