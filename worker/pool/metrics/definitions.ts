/**
 * Every metric of a worker: what CloudWatch calls it (EMF), and what Prometheus does. No label may ever hold a room, a name
 * or an id of a person.
 *
 * @module
 */

interface Definition {
	readonly emf: string;
	readonly prometheus: string;
	readonly help: string;
	readonly unit: 'count' | 'ratio' | 'seconds';
	/** CloudWatch keeps each second: alarms of 10 s look at it. */
	readonly highResolution?: true;
}

/** How it is at the moment. */
export const GAUGES = {
	active: {
		emf: 'ActiveJobs',
		prometheus: 'agent_worker_job_active',
		help: 'Calls, and accepted jobs that become one.',
		unit: 'count',
		highResolution: true,
	},
	limit: {
		emf: 'CapacityJobs',
		prometheus: 'agent_worker_job_limit',
		help: 'Slots; none of a worker that drains or is cordoned.',
		unit: 'count',
		highResolution: true,
	},
	utilization: {
		emf: 'SlotUtilization',
		prometheus: 'agent_worker_job_utilization_ratio',
		help: 'Slots that are taken, of all.',
		unit: 'ratio',
	},
	poolFree: {
		emf: 'PoolFreeSlots',
		prometheus: 'agent_pool_slot_free',
		help: 'Free slots of all workers of the stage that take jobs, as the API says.',
		unit: 'count',
		highResolution: true,
	},
	load: {
		emf: 'ReportedLoad',
		prometheus: 'agent_worker_load_ratio',
		help: 'Load as reported to LiveKit.',
		unit: 'ratio',
	},
	draining: { emf: 'Draining', prometheus: 'agent_worker_draining', help: '1: it stops.', unit: 'count' },
	cordoned: {
		emf: 'Cordoned',
		prometheus: 'agent_worker_cordoned',
		help: '1: a newer release takes the jobs.',
		unit: 'count',
	},
	protected: { emf: 'Protected', prometheus: 'agent_worker_protected', help: '1: ECS lets it live.', unit: 'count' },
	eventLoopDelay: {
		emf: 'EventLoopDelay',
		prometheus: 'nodejs_eventloop_delay_p99_seconds',
		help: 'Delay of the event loop of the worker’s own process, p99 of 10 s.',
		unit: 'seconds',
	},
} as const satisfies Record<string, Definition>;
export type GaugeName = keyof typeof GAUGES;

interface CounterDefinition {
	readonly prometheus: string;
	readonly help: string;
	readonly label: string;
	/** Those that are known beforehand begin at 0. */
	readonly values: readonly string[];
	/** CloudWatch gets one sum for each of these, and no labels. */
	readonly sums: readonly { readonly emf: string; readonly of: (value: string) => boolean }[];
}

const OUTCOMES = [
	'accepted',
	'stopping',
	'foreign_room',
	'cordoned',
	'queued',
	'full',
	'unprotected',
	'accept_failed',
] as const;

/** How often it has been so. */
export const COUNTERS = {
	offers: {
		prometheus: 'agent_worker_job_offers_total',
		help: 'Offered jobs, by what became of the offer.',
		label: 'outcome',
		values: OUTCOMES,
		sums: [
			{ emf: 'JobsAccepted', of: (value) => value === 'accepted' },
			{ emf: 'JobsRejected', of: (value) => value !== 'accepted' },
		],
	},
	dropped: {
		prometheus: 'agent_worker_job_dropped_total',
		help: 'Accepted jobs that got no process, by why.',
		label: 'reason',
		values: ['room_closed'],
		sums: [{ emf: 'JobsDropped', of: () => true }],
	},
	interrupted: {
		prometheus: 'agent_worker_job_interrupted_total',
		help: 'Calls that the worker has cut.',
		label: 'cause',
		values: [],
		sums: [{ emf: 'JobsCut', of: () => true }],
	},
	protectionErrors: {
		prometheus: 'agent_worker_protection_errors_total',
		help: 'Answers of ECS other than what was asked for.',
		label: 'error_type',
		values: [],
		sums: [{ emf: 'ProtectionFailures', of: () => true }],
	},
} as const satisfies Record<string, CounterDefinition>;
export type CounterName = keyof typeof COUNTERS;

const duration = <const E extends string, const P extends string>(emf: E, prometheus: P, help: string) =>
	({ emf, prometheus, help, unit: 'seconds' }) as const;

/** How long it took. */
export const DURATIONS = {
	jobStart: duration('JobStartLatency', 'agent_job_start_duration_seconds', 'From the offer to the agent in the room.'),
	dispatchWait: duration(
		'DispatchWait',
		'agent_dispatch_wait_duration_seconds',
		'From a new room to the offer of its job.',
	),
	processInit: duration(
		'ProcInitDuration',
		'agent_worker_process_init_duration_seconds',
		'From the fork of a job process until it is warm.',
	),
	turn: duration(
		'TurnLatency',
		'agent_turn_duration_seconds',
		'From the end of what the person said to the first sound of the answer.',
	),
	turnTranscription: duration(
		'TurnTranscription',
		'agent_turn_transcription_duration_seconds',
		'From the end of speech to its text.',
	),
	turnEnd: duration(
		'TurnEnd',
		'agent_turn_end_duration_seconds',
		'From the end of speech to the decision that the turn is over.',
	),
	turnModel: duration(
		'TurnModel',
		'agent_turn_model_duration_seconds',
		'From the request to the first token of the model.',
	),
	turnVoice: duration(
		'TurnVoice',
		'agent_turn_voice_duration_seconds',
		'From the text to the first sound of the voice.',
	),
} as const satisfies Record<string, Definition>;
export type DurationName = keyof typeof DURATIONS;

export const namesOf = <K extends string>(definitions: Readonly<Partial<Record<K, unknown>>>): readonly K[] =>
	Object.keys(definitions) as K[];
