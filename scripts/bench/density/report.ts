/**
 * The table of a bench of density.
 *
 * @module
 */
import { LIMITS, USABLE_SHARE } from './limits.ts';
import type { Density, Judged } from './verdict.ts';

interface Column {
	readonly title: string;
	readonly of: (step: Judged) => string;
}

const shown = (value: number | null, digits = 0): string => (value === null ? '-' : value.toFixed(digits));

const columns: readonly Column[] = [
	{ title: 'calls', of: ({ calls }) => String(calls) },
	{ title: 'cores/call', of: ({ cpuPerCall }) => shown(cpuPerCall, 3) },
	{ title: 'of jobs', of: ({ cpuOfJobs }) => shown(cpuOfJobs, 3) },
	{ title: 'RSS/call', of: ({ rssPerCall }) => shown(rssPerCall) },
	{ title: 'PSS/call', of: ({ pssPerCall }) => shown(pssPerCall) },
	{ title: 'typed p50', of: ({ typedP50 }) => shown(typedP50) },
	{ title: 'p95', of: ({ typedP95 }) => shown(typedP95) },
	{ title: 'spoken p95', of: ({ spokenP95 }) => shown(spokenP95) },
	{ title: 'stutter p95', of: ({ stutterP95 }) => shown(stutterP95) },
	{ title: 'worst', of: ({ stutterWorst }) => shown(stutterWorst) },
	{ title: 'made up', of: ({ concealedShare }) => `${shown(100 * concealedShare, 2)}%` },
	{ title: 'loop p99', of: ({ loopDelayMs }) => shown(loopDelayMs) },
	{ title: 'unanswered', of: ({ questions, unanswered }) => `${unanswered}/${questions}` },
	{ title: 'verdict', of: ({ broken }) => (broken.length === 0 ? 'good' : broken.join(' ')) },
];

const row = (cells: readonly string[]): string =>
	cells.map((cell, i) => cell.padStart(columns[i]?.title.length ?? 0)).join('  ');

export const sayTitles = (): string => row(columns.map(({ title }) => title));
export const sayStep = (step: Judged): string => row(columns.map(({ of }) => of(step)));

export function sayDensity({ goodCalls, isBroken, heard, byCost }: Density, cores: number): string {
	const more = isBroken ? '' : ' (more were not tried)';
	const limits = Object.entries(LIMITS).map(([name, limit]) => `${name} ${limit}`);
	return [
		`Good up to ${goodCalls} calls${more} on ${cores} cores: ${heard.toFixed(1)} calls a core by what was heard,`,
		`${shown(byCost, 1)} by what a call costs with ${100 * USABLE_SHARE} % of a core for calls.`,
		`Limits: ${limits.join(', ')}. Milliseconds and MB.`,
	].join('\n');
}
