/**
 * The operator's doors, from outside.
 *
 * @module
 */
import type * as z from 'zod/mini';
import { problemSchema } from '../../functions/protocol/problem.ts';
import type { OperatorAccess } from './deployment.ts';
import { ask, at, readJson } from './request.ts';
import { sayUnreachable, type Unreachable } from './unreachable.ts';

export type DoorAnswer<T> =
	| { readonly outcome: 'ok'; readonly body: T; readonly text: string }
	/** No OPS_TOKEN is set here: nobody was asked. */
	| { readonly outcome: 'no_token' }
	| { readonly outcome: 'unreachable'; readonly why: Unreachable }
	/** The API has another OPS_TOKEN, or none. */
	| { readonly outcome: 'wrong_token' }
	/** It is older than these doors. */
	| { readonly outcome: 'no_door' }
	/** The API works, and its store does not. */
	| { readonly outcome: 'store_unavailable' }
	| { readonly outcome: 'refused'; readonly status: number }
	/** Another version, or something else than Greenroom. */
	| { readonly outcome: 'unreadable' };

/** It lists every room of a large stage. */
const WITHIN_MS = 15_000;

export async function askDoor<S extends z.ZodMiniType>(
	{ apiUrl, opsToken }: OperatorAccess,
	path: string,
	schema: S,
): Promise<DoorAnswer<z.infer<S>>> {
	if (opsToken === null) return { outcome: 'no_token' };
	const headers = { authorization: `Bearer ${opsToken}` };
	const answer = await ask(at(apiUrl, path), { headers, within: WITHIN_MS });
	if (answer.outcome === 'unreachable') return answer;
	const { status, text } = answer;
	if (status === 401 || status === 403) return { outcome: 'wrong_token' };
	if (status === 404 || status === 405) return { outcome: 'no_door' };
	if (readJson(answer, problemSchema)?.code === 'store_unavailable') return { outcome: 'store_unavailable' };
	if (status !== 200) return { outcome: 'refused', status };
	const body = readJson(answer, schema);
	return body === null ? { outcome: 'unreadable' } : { outcome: 'ok', body, text };
}

/** What is wrong, and how to mend it. */
export function sayDoor(
	{ apiUrl }: OperatorAccess,
	answer: Exclude<DoorAnswer<unknown>, { outcome: 'ok' }>,
): { readonly found: string; readonly mend: string } {
	switch (answer.outcome) {
		case 'no_token':
			return { found: 'OPS_TOKEN is not set.', mend: 'Set OPS_TOKEN to the one that the API has.' };
		case 'unreachable':
			return {
				found: `The API at ${apiUrl} does not answer: ${sayUnreachable[answer.why]}.`,
				mend: 'Start it, or correct GREENROOM_API_URL.',
			};
		case 'wrong_token':
			return {
				found: `The API at ${apiUrl} refuses this OPS_TOKEN.`,
				mend: 'Set the same OPS_TOKEN here and where the API runs: without one its doors stay closed.',
			};
		case 'no_door':
			return {
				found: `The API at ${apiUrl} has no doors for operators.`,
				mend: 'Deploy the current release, or correct GREENROOM_API_URL.',
			};
		case 'store_unavailable':
			return {
				found: `The store of the API at ${apiUrl} does not answer it.`,
				mend: 'Look at UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN where the API runs, and at the database.',
			};
		case 'refused':
			return {
				found: `The API at ${apiUrl} answers with status ${answer.status}.`,
				mend: 'Look into the log of the API.',
			};
		case 'unreadable':
			return {
				found: `What answers at ${apiUrl} is not this version of Greenroom.`,
				mend: 'Deploy the release that this checkout is of, or correct GREENROOM_API_URL.',
			};
	}
}
