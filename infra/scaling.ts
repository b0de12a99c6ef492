/**
 * How the pool of workers scales, as numbers: the stack makes Application Auto Scaling's policies of them, and the simulation
 * of the fleet runs them. Two policies look at what the workers publish; the one that wants more workers is followed.
 *
 *     target tracking   of a minute each: capacity follows calls and headroom, up within minutes, down within a quarter of an hour
 *     steps             of ten seconds each: when little is left of the headroom, many workers are added at once
 *
 * @module
 */
import { headroomPerRoot } from './headroom.ts';

export interface Pool {
	/** Of one worker. */
	readonly slots: number;
	/** Workers. */
	readonly min: number;
	readonly max: number;
	/** Slots that are kept free when nobody calls; with each call their number grows, by its root. */
	readonly headroomSlots: number;
	/** What calls and starts are like; {@link USUAL} by default. */
	readonly usage?: Usage;
}

export interface Usage {
	readonly meanCallS: number;
	/** From too few free slots to more of them. */
	readonly leadS: number;
	/** Deviations of the demand that headroom covers. */
	readonly z: number;
}

export const USUAL: Usage = { meanCallS: 300, leadS: 90, z: 3 };

/** CloudWatch's metric math over metrics of the workers. */
export interface Watched {
	readonly metrics: readonly {
		/** In the expression. */
		readonly id: string;
		readonly name: 'ActiveJobs' | 'CapacityJobs' | 'PoolFreeSlots';
		readonly stat: 'Sum' | 'Minimum';
	}[];
	readonly expression: string;
	readonly periodS: number;
}

export interface TargetTracking extends Watched {
	readonly targetValue: number;
	readonly scaleOutCooldownS: number;
	readonly scaleInCooldownS: number;
	/** Lines of metrics that a worker writes in a minute. */
	readonly samplesPerMinute: number;
	readonly headroomSlots: number;
}

export interface StepScaling extends Watched {
	/** Below it the alarm is raised. */
	readonly threshold: number;
	readonly evaluationPeriods: number;
	/** So many of them have to be below. */
	readonly datapointsToAlarm: number;
	readonly cooldownS: number;
	/** Workers. */
	readonly minAdjustment: number;
	/** By how far the value lies from the threshold: above `lower`, and at most at `upper`; absent: without end. */
	readonly adjustments: readonly { readonly lower?: number; readonly upper?: number; readonly percent: number }[];
}

export interface Scaling {
	readonly targetTracking: TargetTracking;
	readonly step: StepScaling;
}

const SAMPLES_PER_MINUTE = 6;
const STEP_PERIOD_S = 10;

/** @throws RangeError for what is no pool */
export function scalingOf({ slots, min, max, headroomSlots, usage = USUAL }: Pool): Scaling {
	for (const [name, value] of Object.entries({ slots, min, max }))
		if (!(Number.isInteger(value) && value >= 1)) throw new RangeError(`${name} must be a whole number, 1 or more`);
	if (max < min) throw new RangeError(`max (${max}) must not be less than min (${min})`);
	if (!(headroomSlots >= 0)) throw new RangeError('headroomSlots must be 0 or more');
	const perRoot = headroomPerRoot(usage);
	const ofMinute = `${text(SAMPLES_PER_MINUTE * headroomSlots)} + ${text(SAMPLES_PER_MINUTE * perRoot)} * (a / ${SAMPLES_PER_MINUTE}) ^ 0.5`;
	const ofMoment = `${text(headroomSlots)} + ${text(perRoot)} * a ^ 0.5`;
	return {
		targetTracking: {
			metrics: [
				{ id: 'a', name: 'ActiveJobs', stat: 'Sum' },
				{ id: 'c', name: 'CapacityJobs', stat: 'Sum' },
			],
			// Calls and headroom, in percent of the slots. Of sums, as a line may be read twice.
			expression: `100 * (a + ${ofMinute}) / c`,
			periodS: 60,
			targetValue: 100,
			scaleOutCooldownS: 120,
			scaleInCooldownS: 300,
			samplesPerMinute: SAMPLES_PER_MINUTE,
			headroomSlots,
		},
		step: {
			metrics: [
				{ id: 'f', name: 'PoolFreeSlots', stat: 'Minimum' },
				{ id: 'a', name: 'ActiveJobs', stat: 'Sum' },
			],
			// What is left of the headroom, in percent.
			expression: `100 * f / (${ofMoment})`,
			periodS: STEP_PERIOD_S,
			threshold: 60,
			evaluationPeriods: 2,
			datapointsToAlarm: 2,
			cooldownS: 60,
			minAdjustment: 1,
			adjustments: [
				{ lower: -30, upper: 0, percent: 10 },
				{ lower: -50, upper: -30, percent: 30 },
				{ upper: -50, percent: 100 },
			],
		},
	};
}

const text = (value: number): string => String(Math.round(value * 1000) / 1000);
