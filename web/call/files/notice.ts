import type { FileNotice, FileOutcome } from '../../../functions/protocol/call.ts';

const outcomes: Readonly<Record<FileOutcome, true>> = {
	stored: true,
	too_large: true,
	type_refused: true,
	too_many: true,
	no_store: true,
	failed: true,
};

const isOutcome = (value: unknown): value is FileOutcome => typeof value === 'string' && Object.hasOwn(outcomes, value);

/** Reads the JSON of a notice of a file; `null` for anything else. */
export function parseFileNotice(json: string): FileNotice | null {
	try {
		const { id, outcome }: { id?: unknown; outcome?: unknown } = JSON.parse(json);
		return typeof id === 'string' && isOutcome(outcome) ? { id, outcome } : null;
	} catch {
		return null;
	}
}
