/**
 * Every environment variable that Greenroom reads, in one place. The README lists them with their defaults.
 *
 * @module
 */
import * as z from 'zod/mini';
import { isAgentName, isStage } from './names.ts';

const port = z.int().check(z.gte(1, 'must be 1 to 65535'), z.lte(65_535, 'must be 1 to 65535'));
const decimal = z.pipe(z.string().check(z.regex(/^[0-9]+(\.[0-9]+)?$/, 'must be a number')), z.transform(Number));
const number = z.pipe(z.string().check(z.regex(/^[0-9]+$/, 'must be a whole number')), z.transform(Number));
const isListOfAgentNames = (value: string): boolean => value.split(',').every((name) => isAgentName(name.trim()));
const url = (protocol: RegExp, hint: string) => z.url({ protocol, error: hint });

export const environmentSchema = z.object({
	PORT: z._default(z.pipe(number, port), 3000),
	LIVEKIT_PORT: z._default(z.pipe(number, port), 7880),
	LIVEKIT_URL: url(/^(wss?|https?)$/, 'must be a ws://, wss://, http:// or https:// URL'),
	LIVEKIT_API_KEY: z.string().check(z.minLength(1, 'must not be empty')),
	LIVEKIT_API_SECRET: z.string().check(z.minLength(32, 'must have at least 32 characters')),
	STAGE: z.string().check(z.refine(isStage, 'must be 1 to 28 of a-z, 0-9 and -, and not begin or end with -')),
	AGENT_NAME: z._default(z.string().check(z.refine(isAgentName, 'must be letters, digits and -')), 'greenroom'),
	GRACE_SECONDS: z._default(
		z.pipe(number, z.int().check(z.gte(1, 'must be 1 to 3600'), z.lte(3600, 'must be 1 to 3600'))),
		60,
	),
	/** `fresh`: each load of the page is a room of its own. */
	ROOM_LIFECYCLE: z._default(z.enum(['persistent', 'fresh'], 'must be persistent or fresh'), 'persistent'),
	/** `automatic`: LiveKit gives every new room to the workers that register without a name. */
	AGENT_DISPATCH: z._default(z.enum(['explicit', 'automatic'], 'must be explicit or automatic'), 'explicit'),
	/** Further agents that a page may ask for, by name, separated by commas. */
	AGENT_NAMES: z._default(
		z.string().check(z.refine(isListOfAgentNames, 'must be agent names separated by commas')),
		'',
	),
	/** Calls that may go on at once in this stage. */
	MAX_CALLS: z._default(z.pipe(number, z.int().check(z.gte(1, 'must be 1 or more'))), 100),
	/** The longest call; its agent says so in time and ends it. */
	CALL_MAX_SECONDS: z._default(
		z.pipe(number, z.int().check(z.gte(60, 'must be 60 to 14400'), z.lte(14_400, 'must be 60 to 14400'))),
		3600,
	),
	/** Somebody is there and nobody has said anything for so long: the agent asks, and then ends the call. */
	CALL_SILENCE_SECONDS: z._default(
		z.pipe(number, z.int().check(z.gte(30, 'must be 30 to 3600'), z.lte(3600, 'must be 30 to 3600'))),
		600,
	),
	/** More agents at once than this are an alert. */
	ALERT_AGENTS: z._default(z.pipe(number, z.int().check(z.gte(1, 'must be 1 or more'))), 50),
	/** So is an agent that is older than this. */
	ALERT_AGENT_HOURS: z._default(z.pipe(number, z.int().check(z.gte(1, 'must be 1 or more'))), 4),
	/** Opens the operator's doors; they stay closed without it. */
	OPS_TOKEN: z.optional(z.string().check(z.minLength(16, 'must have at least 16 characters'))),
	VOICE: z._default(z.enum(['offline', 'inference', 'openai'], 'must be offline, inference or openai'), 'offline'),
	UPSTASH_REDIS_REST_URL: z.optional(url(/^https?$/, 'must be an http(s):// URL')),
	UPSTASH_REDIS_REST_TOKEN: z.optional(z.string().check(z.minLength(1, 'must not be empty'))),
	/** Folder in which files that visitors give are kept. */
	FILES_FOLDER: z.optional(z.string()),
	/** … or the bucket of S3; without either none are taken. A name with dots has no certificate. */
	FILES_BUCKET: z.optional(
		z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'must be 3 to 63 of a-z, 0-9 and -')),
	),
	/** As every program of AWS finds them; Lambda sets them. */
	AWS_REGION: z.string().check(z.regex(/^[a-z0-9-]{1,40}$/, 'must be a region like eu-central-1')),
	AWS_ACCESS_KEY_ID: z.string().check(z.minLength(1, 'must not be empty')),
	AWS_SECRET_ACCESS_KEY: z.string().check(z.minLength(1, 'must not be empty')),
	AWS_SESSION_TOKEN: z.optional(z.string()),
	/** Where AWS answers, for a stand-in of it; the first one is for parameters only. */
	AWS_ENDPOINT_URL_SSM: z.optional(url(/^https?$/, 'must be an http(s):// URL')),
	AWS_ENDPOINT_URL: z.optional(url(/^https?$/, 'must be an http(s):// URL')),
	/** Where the parameters of a stage are, for functions of AWS; without it their own variables are all they have. */
	PARAMETERS_PATH: z.optional(
		z
			.string()
			.check(z.regex(/^(\/[A-Za-z0-9_.-]+)+$/, 'must be a path of parameters, as /sst/greenroom/staging/Secret')),
	),
	/** What shows an API behind CloudFront that a request has come through it. */
	ORIGIN_SECRET: z.string().check(z.minLength(32, 'must have at least 32 characters')),
	/** Of the deploy, as `/api/health` says it. */
	GREENROOM_VERSION: z._default(z.string(), 'unknown'),
	/** Where the worker reaches the API: `http://127.0.0.1:3000`, or the stage's own URL. */
	GREENROOM_API_URL: url(/^https?$/, 'must be an http(s):// URL'),
	/** Folder of the built page, for an API that serves it too. */
	GREENROOM_PAGE: z.optional(z.string()),
	/** Where `npm start` lets its page break things: the page has buttons for it then. */
	GREENROOM_DEVELOPMENT: z.optional(url(/^http$/, 'must be an http:// URL')),
	/** The worker's health port. agents-js reads 0 as 8081, so there is no "any free one". */
	WORKER_PORT: z._default(z.pipe(number, port), 8081),
	/** Whose job a process serves: every worker sets it, for the processes of its jobs. */
	GREENROOM_WORKER_ID: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,80}$/, 'must be a worker’s id'))),
	/** Calls that a worker takes at once; without it, by its processors. */
	WORKER_SLOTS: z.optional(z.pipe(number, z.int().check(z.gte(1, 'must be 1 to 500'), z.lte(500, 'must be 1 to 500')))),
	/** Processors that a worker may use, where the system shows it those of the machine. agents reads it as well. */
	NUM_CPUS: z.optional(z.pipe(decimal, z.number().check(z.gt(0, 'must be more than 0')))),
	/** Number of the deploy that a worker belongs to: a higher one is newer. */
	WORKER_RELEASE: z._default(z.pipe(number, z.int()), 0),
	/** Name of the pool of workers, in metrics. */
	WORKER_POOL: z._default(
		z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be letters, digits, _ and -')),
		'agents',
	),
	/** `emf`: metrics as log lines that CloudWatch reads. */
	WORKER_METRICS: z._default(z.enum(['none', 'emf'], 'must be none or emf'), 'none'),
	/** Set by ECS, for tasks of a service: where a task asks to be protected. */
	ECS_AGENT_URI: z.optional(url(/^https?$/, 'must be an http(s):// URL')),
	/** Set by ECS: where a task asks who it is. */
	ECS_CONTAINER_METADATA_URI_V4: z.optional(url(/^https?$/, 'must be an http(s):// URL')),
	/** How long a worker that was told to stop waits for its calls. Then it cuts them, and needs 15 s at most. */
	WORKER_DRAIN_SECONDS: z._default(z.pipe(number, z.int()), 100),
	/** `VOICE=openai`: OpenAI, or any server that speaks its protocol (vLLM, Ollama, speaches, Kokoro). */
	OPENAI_API_KEY: z.string().check(z.minLength(1, 'must not be empty')),
	OPENAI_BASE_URL: z.optional(url(/^https?$/, 'must be an http(s):// URL')),
	/** Where the three are not on one server. */
	OPENAI_LLM_BASE_URL: z.optional(url(/^https?$/, 'must be an http(s):// URL')),
	OPENAI_STT_BASE_URL: z.optional(url(/^https?$/, 'must be an http(s):// URL')),
	OPENAI_TTS_BASE_URL: z.optional(url(/^https?$/, 'must be an http(s):// URL')),
	OPENAI_LLM_MODEL: z._default(z.string(), 'gpt-4.1-mini'),
	OPENAI_STT_MODEL: z._default(z.string(), 'gpt-4o-mini-transcribe'),
	OPENAI_TTS_MODEL: z._default(z.string(), 'gpt-4o-mini-tts'),
	OPENAI_TTS_VOICE: z._default(z.string(), 'ash'),
	/** One model that hears, thinks and speaks, in place of the three; its voice is `OPENAI_TTS_VOICE`. */
	OPENAI_REALTIME_MODEL: z.optional(z.string()),
	/** `VOICE=inference`: models of LiveKit Inference. Keys of a Cloud project, where the LiveKit server is one's own. */
	LIVEKIT_INFERENCE_API_KEY: z.optional(z.string().check(z.minLength(1, 'must not be empty'))),
	LIVEKIT_INFERENCE_API_SECRET: z.optional(z.string().check(z.minLength(32, 'must have at least 32 characters'))),
	/** LiveKit's gateway by default. */
	LIVEKIT_INFERENCE_URL: z.optional(url(/^https?$/, 'must be an http(s):// URL')),
	INFERENCE_LLM_MODEL: z._default(z.string(), 'openai/gpt-4.1-mini'),
	INFERENCE_STT_MODEL: z._default(z.string(), 'deepgram/nova-3'),
	INFERENCE_TTS_MODEL: z._default(z.string(), 'cartesia/sonic-3'),
	/** Warm job processes that wait for a call, about 140 MB each; without it 5, where there are as many slots. */
	WORKER_IDLE_PROCESSES: z.optional(
		z.pipe(number, z.int().check(z.gte(1, 'must be 1 to 16'), z.lte(16, 'must be 1 to 16'))),
	),
});
export type Environment = z.infer<typeof environmentSchema>;

/** Named in the message, one line a variable, so that all of them can be mended at once. */
export class EnvironmentError extends Error {
	override readonly name = 'EnvironmentError';
	readonly problems: readonly string[];
	constructor(problems: readonly string[]) {
		super(`The environment is not complete:\n${problems.map((line) => `  ${line}`).join('\n')}`);
		this.problems = problems;
	}
}

/**
 * Checks the variables that a part needs.
 *
 * @param needs names of variables that must be set for this part, beyond those that always have a value
 * @throws EnvironmentError naming each missing or wrong variable; the wrong value itself is not repeated (secrets)
 */
export function readEnvironment<K extends keyof Environment>(
	env: Readonly<Record<string, string | undefined>>,
	needs: readonly K[],
): Pick<Environment, K> {
	const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
	const shape: Record<string, z.core.$ZodType> = {};
	for (const key of needs) shape[key] = environmentSchema.shape[key];
	const result = z.object(shape).safeParse(given);
	if (result.success) return result.data as Pick<Environment, K>;
	throw new EnvironmentError(
		result.error.issues.map((issue) => {
			const key = String(issue.path[0]);
			return given[key] === undefined ? `${key} is not set` : `${key} ${issue.message}`;
		}),
	);
}
