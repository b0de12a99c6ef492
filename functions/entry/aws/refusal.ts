/**
 * What a function answers when its API cannot: in the same form as the API does.
 *
 * @module
 */
import type { Log } from '../../log.ts';
import { Problem } from '../../problem.ts';
import { EnvironmentError } from '../../protocol/environment.ts';
import { PROBLEM_TYPE } from '../../protocol/problem.ts';
import { ParametersUnavailable } from '../settings/parameters.ts';

const AGAIN_MS = 5_000;

/** The answer to a request that has met this error; what an operator has to mend is logged. */
export function refusalOf(error: unknown, log: Log): Response {
	const problem = asProblem(error, log);
	const headers = new Headers({
		'content-type': PROBLEM_TYPE,
		'cache-control': 'no-store',
		'x-content-type-options': 'nosniff',
		'access-control-allow-origin': '*',
		'access-control-expose-headers': 'retry-after',
	});
	if (problem.retryAfterMs !== undefined) headers.set('retry-after', String(Math.ceil(problem.retryAfterMs / 1000)));
	return new Response(JSON.stringify(problem.document), { status: problem.status, headers });
}

function asProblem(error: unknown, log: Log): Problem {
	if (error instanceof Problem) {
		if (error.status >= 500) log({ level: 'error', event: 'failed', code: error.code });
		return error;
	}
	// Neither holds a value of what it names.
	if (error instanceof EnvironmentError) {
		log({ level: 'alert', event: 'settings_incomplete', problems: error.problems.join('; ') });
		return unavailable(error);
	}
	if (error instanceof ParametersUnavailable) {
		log({ level: 'error', event: 'settings_unavailable', problem: error.message });
		return unavailable(error);
	}
	log({
		level: 'error',
		event: 'failed',
		code: 'internal_error',
		error: error instanceof Error ? error.name : typeof error,
	});
	return new Problem('internal_error', undefined, { cause: error });
}

const unavailable = (cause: Error): Problem =>
	new Problem('settings_unavailable', 'Ask again.', { cause, retryAfterMs: AGAIN_MS });
