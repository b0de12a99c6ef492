import * as z from 'zod/mini';
import { add, nothing, oneFailed, type Tally } from './tally.ts';

/** What is read of the report of vitest's JSON reporter. */
const reportSchema = z.object({
	testResults: z.array(
		z.object({
			name: z.string(),
			status: z.string(),
			assertionResults: z.array(z.object({ status: z.string() })),
		}),
	),
});

/**
 * Counts a run of vitest.
 *
 * @param report the text of its JSON report; `null` when it wrote none
 * @param exitCode of vitest, which also fails for what belongs to no test: an error nobody caught, a worker that died
 */
export function tallyReport(report: string | null, exitCode: number | null): Tally {
	const parsed = reportSchema.safeParse(parseJson(report));
	if (!parsed.success) return oneFailed;
	let tally = nothing;
	for (const { status, assertionResults } of parsed.data.testResults) {
		const file = assertionResults.map((test) => tallyTest(test.status)).reduce(add, nothing);
		// Its import or a hook failed, and its tests were never run.
		const failedAsAWhole = status === 'failed' && file.failed === 0;
		tally = add(tally, failedAsAWhole ? add(file, oneFailed) : file);
	}
	if (exitCode !== 0 && tally.failed === 0) return add(tally, oneFailed);
	return tally;
}

function tallyTest(status: string): Tally {
	if (status === 'passed') return { ...nothing, passed: 1 };
	if (status === 'failed') return oneFailed;
	return { ...nothing, skipped: 1 };
}

function parseJson(text: string | null): unknown {
	try {
		return text === null ? null : JSON.parse(text);
	} catch {
		return null;
	}
}
