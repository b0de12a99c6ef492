/**
 * How the phase of a visitor's call went on, as Greenroom saw it.
 *
 * @module
 */
import type { Phase } from '../../../functions/protocol/conversation.ts';
import { phase } from '../../../functions/rooms/phase.ts';
import type { Policy } from '../../../functions/rooms/policy.ts';
import { START } from '../../../sim/settings.ts';
import { type Known, lastAt } from '../moment/records.ts';
import type { Unplaced } from './bars.ts';
import { statesIn } from './bars.ts';

/** Phases change by time alone, too. */
const STEP_MS = 1_000;

export const phaseWords: Readonly<Record<Phase, string>> = {
	empty: 'no call',
	starting: 'starting',
	active: 'in a call',
	grace_period: 'waits for a return',
	closing: 'closing',
};

const looks: Readonly<Record<Phase, Unplaced['look']>> = {
	empty: 'calm',
	starting: 'wait',
	active: 'good',
	grace_period: 'wait',
	closing: 'calm',
};

/** @param at by the clock of the world */
export function phaseAt(saves: readonly Known[], at: number, policy: Policy): Phase {
	const facts = lastAt(saves, at)?.facts ?? null;
	return facts === null ? 'empty' : phase(facts, at, policy);
}

export function phaseBars(saves: readonly Known[], policy: Policy, length: number): readonly Unplaced[] {
	const [first] = saves;
	if (first === undefined) return [];
	const ticks = Math.ceil((START + length - first.at) / STEP_MS);
	const times = [...Array.from({ length: ticks }, (_, i) => first.at + i * STEP_MS), ...saves.map(({ at }) => at)];
	const changes = times.sort((a, b) => a - b).map((at) => ({ at: at - START, is: phaseAt(saves, at, policy) }));
	return statesIn(changes, length).map(({ from, to, is }) => ({ from, to, words: phaseWords[is], look: looks[is] }));
}
