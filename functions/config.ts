/**
 * What an API instance is configured with. Entries read the environment; nothing else does.
 *
 * @module
 */
import { type Environment, readEnvironment } from './protocol/environment.ts';
import { formatAgentName, registeredName } from './protocol/names.ts';
import type { Policy } from './rooms/policy.ts';

export interface Config {
	/** As pages connect to it: `ws://` or `wss://`. */
	readonly livekitUrl: string;
	readonly livekitApiKey: string;
	/** Signs LiveKit's tokens; keys for our own cookies and tokens are derived from it, one for each purpose. */
	readonly livekitApiSecret: string;
	readonly stage: string;
	/**
	 * Names under which workers of this stage register, the one that serves whoever asks for none first. With automatic
	 * dispatch workers have no name, and LiveKit knows the only one as ''.
	 */
	readonly agentNames: readonly [string, ...string[]];
	readonly graceSeconds: number;
	readonly lifecycle: Policy['lifecycle'];
	readonly dispatch: Policy['dispatch'];
	/** Calls at once. */
	readonly maxCalls: number;
	/** The longest call. */
	readonly maxCallSeconds: number;
	/** More agents at once are an alert. */
	readonly alertAgents: number;
	/** So is an agent that is older. */
	readonly alertAgentMs: number;
	/** Opens the operator's doors; null: they stay closed. */
	readonly opsToken: string | null;
	readonly version: string;
}

const needs = [
	'LIVEKIT_URL',
	'LIVEKIT_API_KEY',
	'LIVEKIT_API_SECRET',
	'STAGE',
	'AGENT_NAME',
	'AGENT_NAMES',
	'GRACE_SECONDS',
	'ROOM_LIFECYCLE',
	'AGENT_DISPATCH',
	'MAX_CALLS',
	'CALL_MAX_SECONDS',
	'ALERT_AGENTS',
	'ALERT_AGENT_HOURS',
	'OPS_TOKEN',
] as const satisfies readonly (keyof Environment)[];

/** @throws EnvironmentError naming each missing or wrong variable */
export function readConfig(env: Readonly<Record<string, string | undefined>>, version: string): Config {
	const read = readEnvironment(env, needs);
	return {
		livekitUrl: read.LIVEKIT_URL.replace(/^http/, 'ws'),
		livekitApiKey: read.LIVEKIT_API_KEY,
		livekitApiSecret: read.LIVEKIT_API_SECRET,
		stage: read.STAGE,
		agentNames: agentNamesOf(read),
		graceSeconds: read.GRACE_SECONDS,
		lifecycle: read.ROOM_LIFECYCLE,
		dispatch: read.AGENT_DISPATCH,
		maxCalls: read.MAX_CALLS,
		maxCallSeconds: read.CALL_MAX_SECONDS,
		alertAgents: read.ALERT_AGENTS,
		alertAgentMs: read.ALERT_AGENT_HOURS * 3_600_000,
		opsToken: read.OPS_TOKEN ?? null,
		version,
	};
}

function agentNamesOf(
	read: Pick<Environment, 'AGENT_NAME' | 'AGENT_NAMES' | 'AGENT_DISPATCH' | 'STAGE'>,
): Config['agentNames'] {
	const own = registeredName(read.AGENT_DISPATCH, read.AGENT_NAME, read.STAGE);
	if (read.AGENT_DISPATCH === 'automatic') return [own];
	const others = read.AGENT_NAMES.split(',').map((name) => name.trim());
	const named = others.filter((name) => name !== '' && name !== read.AGENT_NAME);
	return [own, ...named.map((name) => formatAgentName(name, read.STAGE))];
}
