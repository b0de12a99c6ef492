/**
 * Where conversations are kept, and whether it answers. Only the environment says what the API's store is.
 *
 * @module
 */
import type { Deployment } from '../../deployment/deployment.ts';
import { type Answer, ask, at } from '../../deployment/request.ts';
import { sayUnreachable } from '../../deployment/unreachable.ts';
import { fault, type Judged, ok, warn } from '../finding.ts';
import { isLoopback } from './livekit.ts';

/** Null: it is the API's memory, and nobody can be asked. */
export async function probeStore({ store }: Deployment): Promise<Answer | null> {
	if (store === null) return null;
	const headers = { authorization: `Bearer ${store.token}`, 'content-type': 'application/json' };
	return ask(at(store.url, '/'), { method: 'POST', headers, body: '["PING"]' });
}

export function judgeStore({ store, apiUrl }: Pick<Deployment, 'store' | 'apiUrl'>, answer: Answer | null): Judged {
	if (store === null || answer === null) {
		if (isLoopback(new URL(apiUrl).hostname))
			return ok('memory', 'Conversations are in the memory of the API, and go with it.');
		return warn(
			'memory',
			'UPSTASH_REDIS_REST_URL is not set: if the API has none either, conversations go with each of its processes.',
			'Set UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN, here and where the API runs.',
		);
	}
	const { host } = new URL(store.url);
	if (answer.outcome === 'unreachable')
		return fault(
			answer.why,
			`${host} does not answer: ${sayUnreachable[answer.why]}.`,
			'Start the store, or correct UPSTASH_REDIS_REST_URL.',
		);
	if (answer.status === 401 || answer.status === 403)
		return fault(
			'wrong_token',
			`${host} refuses UPSTASH_REDIS_REST_TOKEN.`,
			'Set UPSTASH_REDIS_REST_TOKEN to a token of that database that may write.',
		);
	if (answer.status !== 200 || !/"PONG"/i.test(answer.text))
		return fault(
			'no_pong',
			`${host} answers with status ${answer.status}, and not as Upstash does.`,
			'Correct UPSTASH_REDIS_REST_URL, and look at the database.',
		);
	return ok('answers', `Redis at ${host} answers.`);
}
