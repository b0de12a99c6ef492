/**
 * Makes a history that breaks a promise as short and as plain as it can be, and still breaks it.
 *
 * @module
 */
import type { History, Step } from './history.ts';
import { usual } from './settings.ts';

export interface ShrinkOptions {
	readonly breaks: (history: History) => Promise<boolean>;
	/** Histories that are tried at most. */
	readonly tries: number;
}

export async function shrink(history: History, { breaks, tries }: ShrinkOptions): Promise<History> {
	let shortest = history;
	let left = tries;
	async function better(candidate: History): Promise<boolean> {
		if (left <= 0) return false;
		left -= 1;
		if (!(await breaks(candidate))) return false;
		shortest = candidate;
		return true;
	}

	/** Halves, quarters and so on, until no single step can be missed. */
	async function dropSteps(): Promise<void> {
		for (let size = Math.ceil(shortest.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
			for (let from = shortest.steps.length - size; from > -size; from -= size)
				await better({ ...shortest, steps: withoutSteps(shortest.steps, Math.max(0, from), size) });
	}
	async function simplify(): Promise<boolean> {
		let isBetter = false;
		for (const candidate of simpler(shortest)) isBetter = (await better(candidate)) || isBetter;
		return isBetter;
	}

	await dropSteps();
	while (left > 0 && (await simplify())) await dropSteps();
	return shortest;
}

/** What is left happens when it did. */
function withoutSteps(steps: readonly Step[], from: number, count: number): readonly Step[] {
	const dropped = steps.slice(from, from + count).reduce((sum, { after }) => sum + after, 0);
	const [next, ...rest] = steps.slice(from + count);
	const later = next === undefined ? [] : [{ ...next, after: next.after + dropped }];
	return [...steps.slice(0, from), ...later, ...rest];
}

function* simpler(history: History): Iterable<History> {
	const { settings, steps, farewells } = history;
	for (const key of [
		'visitors',
		'workers',
		'webhooks',
		'graceSeconds',
		'lifecycle',
		'dispatch',
		'slowness',
		'scheduleMs',
	] as const)
		if (settings[key] !== usual[key]) yield { ...history, settings: { ...settings, [key]: usual[key] } };
	for (const [i, farewell] of farewells.entries())
		if (farewell !== 'stays') yield { ...history, farewells: farewells.with(i, 'stays') };
	for (const [i, step] of steps.entries()) {
		const rounded = Math.round(step.after / 1_000) * 1_000;
		if (rounded !== step.after) yield { ...history, steps: steps.with(i, { ...step, after: rounded }) };
		if (step.after > 2_000) yield { ...history, steps: steps.with(i, { ...step, after: Math.floor(step.after / 2) }) };
	}
}
