import { createHash } from 'node:crypto';
import { readFileAccess } from '../../functions/files/access.ts';
import { readEnvironment } from '../../functions/protocol/environment.ts';
import { readStoreAccess, type StoreAccess } from '../../functions/store/access.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** How to reach a LiveKit server, and what signs for it. */
export interface LiveKitAccess {
	readonly url: string;
	readonly apiKey: string;
	readonly apiSecret: string;
}

export interface Settings {
	/** Where the page is wanted. */
	readonly port: number;
	/** Where a local livekit-server is wanted. */
	readonly livekitPort: number;
	readonly stage: string;
	readonly graceSeconds: number;
	/** A server that runs elsewhere; `null`: one is started here. */
	readonly elsewhere: LiveKitAccess | null;
	/** A store that runs elsewhere; `null`: one is started here where that can be. */
	readonly storeElsewhere: StoreAccess | null;
	/** The environment says where files are kept; else they are kept here. */
	readonly filesElsewhere: boolean;
	/** Checked. Each part gets them, and what is particular to it on top. */
	readonly variables: Variables;
}

const always = [
	'PORT',
	'LIVEKIT_PORT',
	'STAGE',
	'AGENT_NAME',
	'GRACE_SECONDS',
	'OPS_TOKEN',
	'VOICE',
	'WORKER_IDLE_PROCESSES',
	'WORKER_DRAIN_SECONDS',
	'WORKER_SLOTS',
	'WORKER_RELEASE',
	'WORKER_METRICS',
	'WORKER_POOL',
	'NUM_CPUS',
] as const;
/** What is needed only when the server runs elsewhere. */
const ofAServer = ['LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET'] as const;
/** … and when the voice is OpenAI's. */
const ofOpenAI = ['OPENAI_API_KEY', 'OPENAI_BASE_URL'] as const;

/** Variables of a shell win over those of a file; an empty one is none. */
export function mergeVariables(shell: Variables, file: Variables): Variables {
	const given = Object.entries(shell).filter(([, value]) => value !== undefined && value !== '');
	return { ...file, ...Object.fromEntries(given) };
}

/** A laptop's own stage: two people who share a LiveKit project do not take each other's calls. */
export function laptopStage(user: string, host: string): string {
	return `dev-${createHash('sha256').update(`${user}@${host}`).digest('hex').slice(0, 8)}`;
}

/**
 * What is to be started.
 *
 * @throws EnvironmentError naming every wrong variable, before anything runs
 */
export function readSettings(given: Variables, laptop: { readonly user: string; readonly host: string }): Settings {
	const variables = mergeVariables(given, { STAGE: laptopStage(laptop.user, laptop.host) });
	const runsElsewhere = variables['LIVEKIT_URL'] !== undefined;
	const read = readEnvironment(variables, [
		...always,
		...(runsElsewhere ? ofAServer : []),
		...(variables['VOICE'] === 'openai' ? ofOpenAI : []),
	]);
	return {
		port: read.PORT,
		livekitPort: read.LIVEKIT_PORT,
		stage: read.STAGE,
		graceSeconds: read.GRACE_SECONDS,
		elsewhere: runsElsewhere
			? { url: read.LIVEKIT_URL, apiKey: read.LIVEKIT_API_KEY, apiSecret: read.LIVEKIT_API_SECRET }
			: null,
		storeElsewhere: readStoreAccess(variables),
		filesElsewhere: readFileAccess(variables) !== null,
		variables,
	};
}
