/**
 * What was found, for people: one line a check, and how to mend it beneath.
 *
 * @module
 */
import type { Attempt } from './canary/attempt.ts';
import type { CanaryReport } from './canary/canary.ts';
import { CHECKS, type Finding } from './finding.ts';

const MARKS: Readonly<Record<Finding['verdict'], string>> = { ok: '✓', warn: '!', fault: '✗', skipped: '·' };
const COLUMNS = 100;
const NAMES = Math.max(...CHECKS.map(({ length }) => length)) + 2;
const INDENT = ' '.repeat(4 + NAMES);

export function sayFinding({ verdict, check, found, mend }: Finding): string {
	const head = `  ${MARKS[verdict]} ${check.padEnd(NAMES)}`;
	const text = wrap(found, COLUMNS - INDENT.length);
	const mended = mend === null ? [] : wrap(`→ ${mend}`, COLUMNS - INDENT.length);
	return [...text, ...mended].map((line, i) => `${i === 0 ? head : INDENT}${line}`).join('\n');
}

/** How the calls went, one line each; empty without one. */
export const sayCalls = ({ attempts }: CanaryReport): string =>
	attempts.map((attempt, i) => `${INDENT}call ${i + 1}: ${sayAttempt(attempt)}`).join('\n');

function sayAttempt({ outcome, refusal, ms }: Attempt): string {
	const steps = (['token', 'join', 'agent', 'track', 'voice'] as const).flatMap((step) => {
		const at = ms[step];
		return at === undefined ? [] : [`${step} ${at} ms`];
	});
	return [outcome, ...(refusal === null ? [] : [refusal]), ...steps].join(', ');
}

export function sayEnd(findings: readonly Finding[], isInterrupted: boolean): string {
	const count = (verdict: Finding['verdict']) => findings.filter((finding) => finding.verdict === verdict).length;
	const counted = [
		[count('fault'), 'faults', 'fault'],
		[count('warn'), 'warnings', 'warning'],
	] as const;
	const said = counted.flatMap(([n, many, one]) => (n === 0 ? [] : [`${n} ${n === 1 ? one : many}`]));
	if (isInterrupted) return ['Interrupted', ...said].join(', ');
	return said.length === 0 ? 'All is well' : said.join(', ');
}

function wrap(text: string, columns: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.at(-1);
		if (last === undefined || last.length + 1 + word.length > columns) lines.push(word);
		else lines[lines.length - 1] = `${last} ${word}`;
	}
	return lines;
}

/** 0: nothing is wrong. 1: something is. 2: it could not be seen. */
export const exitCodeOf = (findings: readonly Finding[], isInterrupted: boolean): 0 | 1 | 2 => {
	if (isInterrupted) return 2;
	return findings.some(({ verdict }) => verdict === 'fault') ? 1 : 0;
};
