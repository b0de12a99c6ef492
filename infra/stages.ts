/**
 * What differs between stages, in one place. `production` and `staging` are kept; `pr-7`, or whatever else somebody calls
 * theirs, is a preview: as small as it can be, and gone with everything in it.
 *
 * @module
 */
import { type Environment, readEnvironment } from '../functions/protocol/environment.ts';
import { isStage } from '../functions/protocol/names.ts';

export interface WorkerSettings {
	/** 1024 is one processor. */
	readonly cpu: 256 | 512 | 1024 | 2048 | 4096;
	readonly memoryMiB: number;
	/** Calls that one worker takes at once. */
	readonly slots: number;
	/** Processes that wait for a call. */
	readonly idleProcesses: number;
	/** Workers. Where both are the same nothing scales. */
	readonly min: number;
	readonly max: number;
	/** Slots that are kept free when nobody calls: `infra/scaling.ts` says how their number grows with the calls. */
	readonly headroomSlots: number;
}

export interface StageSettings {
	readonly stage: string;
	readonly kind: 'production' | 'staging' | 'preview';
	readonly isLongLived: boolean;
	readonly voice: Environment['VOICE'];
	readonly worker: WorkerSettings;
	readonly alarms: boolean;
	/** Of workers. CloudWatch is paid by the metric: a preview does without, and so cannot scale. */
	readonly metrics: Environment['WORKER_METRICS'];
	readonly logRetentionDays: number;
	/** Null: nobody is told what it costs. */
	readonly monthlyBudgetUsd: number | null;
}

/**
 * Three calls a processor, as was measured (docs/worker-image.md). With three processes that wait and three that talk it
 * needs 1.4 GB.
 */
const ONE_PROCESSOR = { cpu: 1024, memoryMiB: 2048, slots: 3, idleProcesses: 3 } as const;

const SETTINGS = {
	production: {
		isLongLived: true,
		// 45 workers are the 100 calls of MAX_CALLS with their headroom.
		worker: { ...ONE_PROCESSOR, min: 2, max: 45, headroomSlots: 3 },
		alarms: true,
		metrics: 'emf',
		logRetentionDays: 30,
		monthlyBudgetUsd: 500,
	},
	/** As production is, for as many as try it. */
	staging: {
		isLongLived: true,
		worker: { ...ONE_PROCESSOR, min: 1, max: 3, headroomSlots: 1 },
		alarms: false,
		metrics: 'emf',
		logRetentionDays: 14,
		monthlyBudgetUsd: 100,
	},
	/** The smallest at which the image starts and talks, to one at a time. */
	preview: {
		isLongLived: false,
		worker: { cpu: 512, memoryMiB: 1024, slots: 1, idleProcesses: 1, min: 1, max: 1, headroomSlots: 0 },
		alarms: false,
		metrics: 'none',
		logRetentionDays: 3,
		monthlyBudgetUsd: null,
	},
} as const satisfies Record<StageSettings['kind'], Omit<StageSettings, 'stage' | 'kind' | 'voice'>>;

/**
 * @param env where `VOICE` may say what agents speak with; LiveKit Cloud's own keys are enough for the default
 * @throws RangeError for what is no stage, EnvironmentError for a voice that is none
 */
export function stageSettings(
	stage: string,
	env: Readonly<Record<string, string | undefined>> = process.env,
): StageSettings {
	if (!isStage(stage) || !/^[a-z]/.test(stage))
		throw new RangeError(
			`${JSON.stringify(stage)} is no stage: 1 to 28 of a-z, 0-9 and -, the first a letter, the last no -. ` +
				'Try --stage staging, or --stage pr-7.',
		);
	const kind = stage === 'production' || stage === 'staging' ? stage : 'preview';
	const { VOICE } = readEnvironment({ VOICE: env['VOICE'] || 'inference' }, ['VOICE']);
	return { stage, kind, voice: VOICE, ...SETTINGS[kind] };
}
