/**
 * Does the API take what is signed with this key? LiveKit's webhooks are signed so, and the API's own tokens.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { AccessToken } from 'livekit-server-sdk';
import * as z from 'zod/mini';
import type { Deployment } from '../../deployment/deployment.ts';
import { type Answer, ask, at, readJson } from '../../deployment/request.ts';
import { fault, type Judged, ok, skipped } from '../finding.ts';

/** Of no room, and of a kind on which nothing hangs. */
const HARMLESS = { event: 'track_unpublished', id: 'EV_greenroom_doctor' };

export async function probeWebhookDoor({ apiUrl, livekit }: Deployment): Promise<Answer> {
	const body = JSON.stringify(HARMLESS);
	const token = new AccessToken(livekit.apiKey, livekit.apiSecret, { ttl: 60 });
	token.sha256 = createHash('sha256').update(body).digest('base64');
	return ask(at(apiUrl, '/api/livekit/webhook'), {
		method: 'POST',
		headers: { authorization: await token.toJwt(), 'content-type': 'application/webhook+json' },
		body,
	});
}

const receivedSchema = z.object({ received: z.literal(true) });

/** @param areKeysRight LiveKit accepts them; null: it was not asked */
export function judgeWebhookDoor(deployment: Deployment, answer: Answer, areKeysRight: boolean | null): Judged {
	if (answer.outcome === 'unreachable') return skipped('api_silent', 'The API does not answer.');
	if (answer.status === 401) {
		const { apiKey } = deployment.livekit;
		if (areKeysRight === false)
			return skipped('own_key_wrong', 'LiveKit refuses the key with which a webhook is signed.');
		return fault(
			'other_key',
			`The API has another LIVEKIT_API_KEY or LIVEKIT_API_SECRET than ${apiKey}, which LiveKit accepts.`,
			'Set both where the API runs: it refuses LiveKit’s webhooks, and LiveKit refuses its tokens.',
		);
	}
	if (answer.status === 200 && readJson(answer, receivedSchema) !== null)
		return ok('received', 'The API takes a webhook that is signed with this key.');
	return fault(
		'not_received',
		`The API answers a webhook with status ${answer.status}.`,
		'Look into the log of the API. What stands before it must let POST /api/livekit/webhook and its Authorization pass.',
	);
}
