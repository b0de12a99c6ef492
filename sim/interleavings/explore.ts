/**
 * All orders of events to a certain depth: each order is played from the beginning, because promises cannot be copied, and
 * given up as soon as it comes to a state that was seen before.
 *
 * @module
 */
import { judge } from '../checker/judge.ts';
import type { Violation } from '../checker/violation.ts';
import { type Scenario, scenarios } from './scenarios.ts';
import { playSchedule } from './schedule.ts';

export interface ExploreOptions {
	/** Choices between events; by default as many as each scenario says. */
	readonly depth?: number;
	readonly which?: readonly Scenario[];
}

export interface Explored {
	readonly scenarios: readonly {
		readonly name: string;
		readonly depth: number;
		/** Different states in which there was a choice. */
		readonly states: number;
		/** Orders that were played to their end, and those that met a state that was known. */
		readonly orders: number;
		readonly met: number;
	}[];
	readonly violations: readonly { readonly violation: Violation; readonly words: readonly string[] }[];
}

export async function explore({ depth: given, which = scenarios }: ExploreOptions = {}): Promise<Explored> {
	const found: Explored['violations'][number][] = [];
	const explored: Explored['scenarios'][number][] = [];
	for (const scenario of which) {
		const depth = given ?? scenario.depth;
		/** With the least number of choices that led to each. */
		const seen = new Map<string, number>();
		const isKnown = (state: string, at: number): boolean => {
			const before = seen.get(state);
			if (before !== undefined && before <= at) return true;
			seen.set(state, at);
			return false;
		};
		let [orders, met] = [0, 0];
		for (let choices: readonly number[] | null = []; choices !== null; ) {
			const played = await playSchedule({ scenario, choices, depth, isKnown });
			if (played.trace === null) met += 1;
			else orders += 1;
			const [violation] = played.trace === null ? [] : judge(played.trace);
			if (violation !== undefined) found.push({ violation, words: played.words });
			choices = nextChoices(played.choices, played.widths);
		}
		explored.push({ name: scenario.name, depth, states: seen.size, orders, met });
	}
	return { scenarios: explored, violations: found };
}

/** Depth first. Null: there is no other order. */
function nextChoices(made: readonly number[], widths: readonly number[]): readonly number[] | null {
	const last = made.findLastIndex((choice, i) => choice + 1 < (widths[i] ?? 0));
	return last < 0 ? null : [...made.slice(0, last), (made[last] ?? 0) + 1];
}

export function sayExplored({ scenarios: each, violations }: Explored): string {
	const lines = each.map(
		({ name, depth, states, orders, met }) =>
			`${name}: ${states} states visited to depth ${depth}, in ${orders + met} orders, ${met} of which met a known state`,
	);
	const broken = violations
		.slice(0, 5)
		.map(
			({ violation, words }) => `${violation.rule}: ${violation.what}\n${words.map((word) => `  ${word}`).join('\n')}`,
		);
	return [...lines, `${violations.length} orders break a promise`, ...broken].join('\n');
}
