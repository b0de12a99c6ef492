/**
 * What stages cost, as tables for docs/deploying.md.
 *
 * @module
 */
import { costOf, MONTH_DAYS } from './cost.ts';
import { type StageSettings, stageSettings } from './stages.ts';

/** Calls at once, around the clock. */
const CALLS = [0, 10, 100, 500] as const;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
	[titles, titles.map(() => '---'), ...rows].map(row).join('\n');

const dollars = (usd: number): string =>
	usd < 10 ? `$${usd.toFixed(2)}` : `$${Math.round(usd).toLocaleString('en-US')}`;

/** By the month, and by the minute of a call. */
export function callsTable(settings: StageSettings = stageSettings('production', {})): string {
	const costs = CALLS.map((calls) => ({ calls, ...costOf(settings, calls) }));
	return table(
		['Calls at once', 'Workers', 'A month', 'A minute of a call'],
		costs.map(({ calls, workers, usdPerDay, usdPerCallMinute }) => [
			String(calls),
			String(workers),
			dollars(usdPerDay * MONTH_DAYS),
			usdPerCallMinute === null ? '-' : `$${usdPerCallMinute.toFixed(5)}`,
		]),
	);
}

/** Of a preview that nobody calls, line by line. */
export function previewTable(): string {
	const { lines, usdPerDay } = costOf(stageSettings('pr-7', {}), 0);
	const all = [...lines.filter((each) => each.usdPerDay > 0), { name: 'Together', usdPerDay }];
	return table(
		['A preview', 'A day'],
		all.map((each) => [each.name, `$${each.usdPerDay.toFixed(3)}`]),
	);
}
