/**
 * The Greenroom that is looked at: what `npm start` runs on this machine, or any other by the environment.
 *
 * @module
 */
import { type Environment, EnvironmentError, readEnvironment } from '../../functions/protocol/environment.ts';
import { registeredName } from '../../functions/protocol/names.ts';
import { readStoreAccess, type StoreAccess } from '../../functions/store/access.ts';
import type { RunningNow } from '../start/running-file.ts';
import type { LiveKitAccess, Variables } from '../start/settings.ts';

/** Who says where it is. `none`, `stale`: nobody, and `npm start` does not run or was killed. */
export type Source =
	| { readonly from: 'environment' | 'npm start' | 'stage'; readonly variables: Variables }
	| { readonly from: 'none' | 'stale' };

/** GREENROOM_API_URL decides. Nothing is mixed: half of one deployment with half of another would be neither. */
export function sourceOf(variables: Variables, running: RunningNow | 'none' | 'stale'): Source {
	if (variables['GREENROOM_API_URL'] !== undefined) return { from: 'environment', variables };
	if (typeof running === 'string') return { from: running };
	return { from: 'npm start', variables: running.variables };
}

export function sayNoSource(from: 'none' | 'stale'): string {
	const what = from === 'none' ? 'npm start does not run here' : 'npm start was killed here, and does not run any more';
	return `${what}. Start it, or say with GREENROOM_API_URL and OPS_TOKEN which deployment is meant.`;
}

/** What opens the operator's doors. */
export interface OperatorAccess {
	readonly apiUrl: string;
	/** Null: none is set. */
	readonly opsToken: string | null;
}

/** @throws EnvironmentError */
export function readOperatorAccess(variables: Variables): OperatorAccess {
	const read = readEnvironment(variables, ['GREENROOM_API_URL', 'OPS_TOKEN']);
	return { apiUrl: read.GREENROOM_API_URL, opsToken: read.OPS_TOKEN ?? null };
}

export interface Deployment extends OperatorAccess {
	readonly livekit: LiveKitAccess;
	readonly stage: string;
	readonly dispatch: Environment['AGENT_DISPATCH'];
	readonly lifecycle: Environment['ROOM_LIFECYCLE'];
	readonly graceSeconds: number;
	/** The name under which its workers have to register. */
	readonly agentName: string;
	/** Null: the API's memory, as far as the environment says. */
	readonly store: StoreAccess | null;
}

const NEEDS = [
	'LIVEKIT_URL',
	'LIVEKIT_API_KEY',
	'LIVEKIT_API_SECRET',
	'STAGE',
	'AGENT_NAME',
	'AGENT_DISPATCH',
	'GRACE_SECONDS',
	'ROOM_LIFECYCLE',
] as const satisfies readonly (keyof Environment)[];

/** @throws EnvironmentError naming every wrong variable at once */
export function readDeployment(variables: Variables): Deployment {
	const problems: string[] = [];
	const operator = collect(problems, () => readOperatorAccess(variables));
	const read = collect(problems, () => readEnvironment(variables, NEEDS));
	const store = collect(problems, () => readStoreAccess(variables));
	if (operator === undefined || read === undefined || store === undefined) throw new EnvironmentError(problems);
	return {
		...operator,
		livekit: { url: read.LIVEKIT_URL, apiKey: read.LIVEKIT_API_KEY, apiSecret: read.LIVEKIT_API_SECRET },
		stage: read.STAGE,
		dispatch: read.AGENT_DISPATCH,
		lifecycle: read.ROOM_LIFECYCLE,
		graceSeconds: read.GRACE_SECONDS,
		agentName: registeredName(read.AGENT_DISPATCH, read.AGENT_NAME, read.STAGE),
		store,
	};
}

function collect<T>(problems: string[], read: () => T): T | undefined {
	try {
		return read();
	} catch (error) {
		if (!(error instanceof EnvironmentError)) throw error;
		problems.push(...error.problems);
		return undefined;
	}
}

/** As LiveKit's own doors are reached. */
export const httpOf = ({ url }: LiveKitAccess): string => url.replace(/^ws/, 'http');
