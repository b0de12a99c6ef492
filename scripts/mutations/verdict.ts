/**
 * Whether tests have found a mistake, as the report of vitest's JSON reporter has it.
 *
 * @module
 */
import * as z from 'zod/mini';

export interface Verdict {
	readonly outcome:
		| 'found'
		/** All is green. */
		| 'survived'
		/** Something is red, and none of it is a promise that was seen to be broken. */
		| 'broken'
		/** No test of that name was run. */
		| 'no_tests';
	/** Titles of what is red. */
	readonly red: readonly string[];
}

const reportSchema = z.object({
	testResults: z.array(
		z.object({
			name: z.string(),
			status: z.string(),
			assertionResults: z.array(
				z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
			),
		}),
	),
});

/** An error of any other kind is a mistake that the compiler finds, or a test that took too long. */
const BROKEN_PROMISE = 'Got AssertionError: ';

/**
 * @param report its text; null: none was written
 * @param name what the titles of the tests begin with, and a colon
 */
export function verdictOn(report: string | null, name: string): Verdict {
	const { testResults } = reportSchema.parse(JSON.parse(report ?? '{"testResults":[]}'));
	const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
	const named = tests.filter(({ fullName }) => fullName.startsWith(`${name}: `));
	const failed = tests.filter(({ status }) => status === 'failed');
	const files = testResults.filter(({ status }) => status === 'failed').map((file) => file.name);
	const red = failed.length > 0 ? failed.map(({ fullName }) => fullName) : files;
	const isFound = named.some(({ failureMessages }) => failureMessages.some((said) => said.includes(BROKEN_PROMISE)));
	if (isFound) return { outcome: 'found', red };
	if (red.length > 0) return { outcome: 'broken', red };
	return { outcome: named.some(({ status }) => status === 'passed') ? 'survived' : 'no_tests', red };
}
