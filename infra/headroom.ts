/**
 * How many slots have to be free, so that whoever calls finds one until more workers have come: pure.
 *
 * In the time that a new worker takes, calls come and calls end, both by chance. Their difference has a mean, by which the
 * pool grows or shrinks, and a deviation, which is what headroom is for.
 *
 * @module
 */

export interface Demand {
	readonly arrivalsPerS: number;
	/** Calls that go on. */
	readonly active: number;
	readonly meanCallS: number;
	/** From too few free slots to more of them: until it is noticed, until a task has started, until it is registered. */
	readonly leadS: number;
	/** Deviations that are covered. 2: 1 time in 50 it is not enough; 3: 1 in 700. */
	readonly z: number;
}

/** @throws RangeError for what is no demand */
export function headroomSlots({ arrivalsPerS, active, meanCallS, leadS, z }: Demand): number {
	if (!(meanCallS > 0)) throw new RangeError('meanCallS must be more than 0 seconds');
	if (!(Math.min(arrivalsPerS, active, leadS, z) >= 0))
		throw new RangeError('arrivalsPerS, active, leadS and z must be 0 or more');
	const endsPerS = active / meanCallS;
	const growth = Math.max(0, arrivalsPerS - endsPerS) * leadS;
	return Math.ceil(growth + z * Math.sqrt((arrivalsPerS + endsPerS) * leadS));
}

/** While as many calls come as end, headroom is this number times the root of the calls. */
export const headroomPerRoot = ({ meanCallS, leadS, z }: Pick<Demand, 'meanCallS' | 'leadS' | 'z'>): number =>
	z * Math.sqrt((2 * leadS) / meanCallS);

export interface Need {
	readonly active: number;
	/** Calls that nobody has taken yet. */
	readonly waiting: number;
	readonly headroom: number;
	/** Of one worker. */
	readonly slots: number;
	readonly min: number;
	readonly max: number;
}

/** Workers that the pool is to have. */
export const desiredCount = ({ active, waiting, headroom, slots, min, max }: Need): number =>
	Math.min(max, Math.max(min, Math.ceil((active + waiting + headroom) / slots)));
