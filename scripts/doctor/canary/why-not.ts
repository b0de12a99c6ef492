/**
 * Why a room could not be joined, out of what rtc-node 0.13 says of it. It repeats the server's words, and those the
 * token, so only what is known to be harmless is kept.
 *
 * @module
 */
const STATUS = /(?:client|server) error: (\d{3})\b/;
const FAILURE = /IO error: ([A-Za-z ]{1,60})/;

export function whyNot(error: unknown): string {
	const message = error instanceof Error ? error.message : '';
	const status = STATUS.exec(message)?.[1];
	if (status !== undefined) return `status ${status}`;
	return FAILURE.exec(message)?.[1]?.trim().toLowerCase() ?? 'failed';
}
