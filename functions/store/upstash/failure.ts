/** What is known of an attempt that failed. These words are all that is ever said of it. */
export type Failure =
	/** It took too long: whether it has happened is not known. */
	| 'late'
	/** The connection broke, or the answer was none of Upstash's: whether it has happened is not known. */
	| 'lost'
	/** Upstash has said no. It has not happened. */
	| 'refused'
	/** The database has not run this script before. It has not happened. */
	| 'forgotten';

export function failureOf(error: unknown): Failure {
	if (!(error instanceof Error)) return 'lost';
	if (error.name === 'TimeoutError') return 'late';
	if (error.name !== 'UpstashError') return 'lost';
	return error.message.startsWith('NOSCRIPT') ? 'forgotten' : 'refused';
}
