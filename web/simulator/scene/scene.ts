/**
 * What an address means: a history, and what is wrong with Greenroom in it.
 *
 * @module
 */
import type { Deps } from '../../../functions/deps.ts';
import { history, starts } from '../../../sim/by-hand.ts';
import { writeHistory } from '../../../sim/chaos/write-history.ts';
import type { History, Step } from '../../../sim/history.ts';
import { type Planted, planted } from '../../../sim/planted/planted.ts';
import type { Address, Fault } from '../address/address.ts';
import { faultNamed } from '../faults/faults.ts';

export type Scene = Omit<Address, 'at'>;

/** A person calls, and there is time to put something in. */
const calm = history([starts], { busy: 180 });

const bugOf = (name: string | null): Planted | undefined =>
	name !== null && Object.hasOwn(planted, name) ? planted[name] : undefined;

export const isBug = (name: string): boolean => bugOf(name) !== undefined;

export function historyOf({ seed, bug, faults }: Scene): History {
	const base = seed === null ? (bugOf(bug)?.history ?? calm) : writeHistory(seed);
	return faults.length === 0 ? base : withFaults(base, faults);
}

export const spoilOf = ({ bug }: Scene): ((deps: Deps) => Deps) | null => bugOf(bug)?.spoil ?? null;

/** What comes before the first of them stays as it was, as long as none comes when all is quiet. */
export function withFaults(base: History, faults: readonly Fault[]): History {
	const added = faults.map(({ at, name, who }) => ({ at, move: faultNamed(name).move(who) }));
	const timed = [...timesOf(base.steps), ...added].sort((a, b) => a.at - b.at);
	const steps = timed.map(({ at, move }, i) => ({ after: at - (timed[i - 1]?.at ?? 0), move }));
	return { ...base, steps };
}

function timesOf(steps: readonly Step[]): readonly { readonly at: number; readonly move: Step['move'] }[] {
	let at = 0;
	return steps.map(({ after, move }) => {
		at += after;
		return { at, move };
	});
}
