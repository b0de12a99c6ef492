/**
 * Does LiveKit accept the key and the secret? The server says in words which of them it does not.
 *
 * @module
 */
import { AccessToken } from 'livekit-server-sdk';
import { type Deployment, httpOf } from '../../deployment/deployment.ts';
import { type Answer, ask, at } from '../../deployment/request.ts';
import { fault, type Judged, ok, skipped } from '../finding.ts';

/** A room that nobody has: the list of all of them may be long. */
const NOBODYS_ROOM = 'greenroom-doctor';
/** Short, and valid long before and after: whether clocks agree is another check. */
const TOKEN_SECONDS = 60;

export async function probeKeys({ livekit }: Pick<Deployment, 'livekit'>): Promise<Answer> {
	const token = new AccessToken(livekit.apiKey, livekit.apiSecret, { ttl: TOKEN_SECONDS });
	token.addGrant({ roomList: true });
	return ask(at(httpOf(livekit), '/twirp/livekit.RoomService/ListRooms'), {
		method: 'POST',
		headers: { authorization: `Bearer ${await token.toJwt()}`, 'content-type': 'application/json' },
		body: JSON.stringify({ names: [NOBODYS_ROOM] }),
	});
}

/** What 1.13 says of a token, which it repeats: the text is read, and never shown. */
const REASONS = [
	[/invalid API key/i, 'wrong_key'],
	[/signature is invalid|signature verification/i, 'wrong_secret'],
	[/expired|not valid yet|used before issued/i, 'wrong_time'],
] as const;

export function judgeKeys({ livekit }: Pick<Deployment, 'livekit'>, answer: Answer): Judged {
	const { url, apiKey } = livekit;
	if (answer.outcome === 'unreachable') return skipped('livekit_silent', 'LiveKit does not answer.');
	if (answer.status === 200) return ok('accepted', `LiveKit accepts key ${apiKey} and its secret.`);
	if (answer.status !== 401 && answer.status !== 403)
		return skipped('livekit_fails', `LiveKit answers with status ${answer.status}.`);
	const reason = REASONS.find(([pattern]) => pattern.test(answer.text))?.[1] ?? 'refused';
	switch (reason) {
		case 'wrong_key':
			return fault(
				reason,
				`${url} does not know key ${apiKey}.`,
				'Set LIVEKIT_API_KEY to a key of that server or project, or correct LIVEKIT_URL.',
			);
		case 'wrong_secret':
			return fault(
				reason,
				`${url} knows key ${apiKey}, and LIVEKIT_API_SECRET is not its secret.`,
				'Set LIVEKIT_API_SECRET to the secret of that key.',
			);
		case 'wrong_time':
			return fault(
				reason,
				`${url} takes a token that was made just now for one of another time.`,
				'Set the clocks of this machine and of LiveKit.',
			);
		case 'refused':
			return fault(
				reason,
				`${url} refuses key ${apiKey} with its secret, and does not say which of them.`,
				'Set LIVEKIT_API_KEY and LIVEKIT_API_SECRET to a pair of that server or project.',
			);
	}
}
