/**
 * Violations that are known and not mended yet. Whoever mends one takes it out of here; nothing is to stay for long.
 *
 * @module
 */
import type { Violation } from './checker/violation.ts';

interface OpenFinding {
	readonly name: string;
	readonly rule: string;
	readonly what: RegExp;
}

const open: readonly OpenFinding[] = [];

/** Null: it is a new one. */
export const openFindingOf = ({ rule, what }: Violation): string | null =>
	open.find((finding) => finding.rule === rule && finding.what.test(what))?.name ?? null;
