/**
 * What is so at one moment, and what Greenroom knows of it.
 *
 * @module
 */
import type { Phase } from '../../../functions/protocol/conversation.ts';
import { claimState } from '../../../functions/rooms/claims.ts';
import type { Facts } from '../../../functions/rooms/facts.ts';
import { present } from '../../../functions/rooms/people.ts';
import { makePolicy, type Policy } from '../../../functions/rooms/policy.ts';
import { configOf, START } from '../../../sim/settings.ts';
import { causeOf, effectsOf } from '../events/decision-words.ts';
import { agentOf } from '../events/names.ts';
import type { LaneId } from '../events/tell.ts';
import type { Bar } from '../lanes/bars.ts';
import type { Story } from '../lanes/lanes.ts';
import { phaseAt } from '../lanes/phases.ts';
import type { Played } from '../play/play-scene.ts';
import { type Known, lastAt } from './records.ts';

export interface Moment {
	readonly phase: Phase;
	/** Each in a few words. */
	readonly people: string;
	readonly agent: string;
	readonly room: string;
	/** When it decides again by itself: milliseconds from now; null: it need not. */
	readonly deadlineIn: number | null;
	readonly decision: Decided | null;
}

export interface Decided {
	/** Milliseconds from the beginning. */
	readonly at: number;
	readonly cause: string;
	readonly effects: readonly string[];
}

/** @param at milliseconds from the beginning */
export function momentOf({ world }: Played, { records }: Story, at: number, visitor: number): Moment {
	const now = START + at;
	const saves = records.get(visitor) ?? [];
	const known = lastAt(saves, now);
	const policy = makePolicy(configOf(world));
	return {
		phase: phaseAt(saves, now, policy),
		...factsOf(known?.facts ?? null, now, policy),
		deadlineIn: known === null || known.deadline === null ? null : known.deadline - now,
		decision: decisionAt(saves, now),
	};
}

function factsOf(facts: Facts | null, now: number, policy: Policy): Pick<Moment, 'people' | 'agent' | 'room'> {
	if (facts === null) return { people: 'nobody', agent: 'none', room: 'none' };
	const { room, closed, epoch } = facts;
	const humans = present(room, 'human').length;
	return {
		people: humans === 0 ? 'nobody' : humans === 1 ? 'one person' : `${humans} people`,
		agent: agentIn(facts, now, policy),
		room: `number ${closed.length + 1} of this visitor, ${epoch === 1 ? '1 agent' : `${epoch} agents`} so far`,
	};
}

function agentIn({ room }: Facts, now: number, policy: Policy): string {
	const { claim } = room;
	const state = claimState(room, now, policy);
	const name = claim === null ? '' : agentOf(claim.jobId);
	switch (state.state) {
		case 'none':
			return 'none';
		case 'pending':
			return `${name} may come for ${((state.until - now) / 1000).toFixed(0)} s more`;
		case 'bound':
			return `${name} serves`;
		case 'dead':
			return `${name} is lost`;
	}
}

function decisionAt(saves: readonly Known[], now: number): Decided | null {
	const last = lastAt(
		saves.filter(({ step }) => step !== null),
		now,
	);
	return last === null || last.step === null
		? null
		: { at: last.at - START, cause: causeOf(last.step), effects: effectsOf(last.step) };
}

/** What lasts at that time on each lane, in words. */
export const lastingAt = ({ lanes }: Story, at: number): ReadonlyMap<LaneId, string> =>
	new Map(lanes.map(({ id, bars }) => [id, barsAt(bars, at)]));

const barsAt = (bars: readonly Bar[], at: number): string =>
	bars
		.filter(({ from, to }) => from <= at && at < to)
		.map(({ words }) => words)
		.join(', ');
