/**
 * Whether the agent of a job is in its room. LiveKit is asked, and neither the job nor the API: a job that has lost its
 * room without noticing would say that all is well, and what the API knows may come from there.
 *
 * One look needs no SDK, and administers nothing.
 *
 * @module
 */
import { SignJWT } from 'jose';
import * as z from 'zod/mini';
import { agentIdentity } from '../../../functions/protocol/names.ts';
import type { WorkerConfig } from '../../config.ts';
import type { ServedJob } from '../../job-notice.ts';
import type { Attested } from './vitals.ts';

type Access = Pick<WorkerConfig, 'livekitUrl' | 'livekitApiKey' | 'livekitApiSecret'>;

const ANSWER_WITHIN_MS = 3_000;
const TOKEN_LIFE = '60s';
const PATH = '/twirp/livekit.RoomService/ListParticipants';

/** Of a room that is gone a self-hosted server lists nobody. */
const listSchema = z.object({ participants: z._default(z.array(z.object({ identity: z.string() })), []) });

export function makeAttestJob({ livekitUrl, livekitApiKey, livekitApiSecret }: Access) {
	const url = new URL(PATH, livekitUrl.replace(/^ws/, 'http'));
	const secret = new TextEncoder().encode(livekitApiSecret);
	const sign = (room: string) =>
		new SignJWT({ video: { room, roomAdmin: true } })
			.setProtectedHeader({ alg: 'HS256' })
			.setIssuer(livekitApiKey)
			.setExpirationTime(TOKEN_LIFE)
			.sign(secret);

	async function ask(room: string): Promise<Response> {
		return fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: `Bearer ${await sign(room)}` },
			body: JSON.stringify({ room }),
			signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
		});
	}
	return async ({ room, jobId }: ServedJob): Promise<Attested> => {
		try {
			const response = await ask(room);
			const answer: unknown = await response.json();
			// LiveKit Cloud finds no room that is gone.
			if (response.status === 404) return notFound.safeParse(answer).success ? 'absent' : 'unknown';
			const list = listSchema.safeParse(answer);
			if (!response.ok || !list.success) return 'unknown';
			const identity = agentIdentity(jobId);
			return list.data.participants.some((one) => one.identity === identity) ? 'present' : 'absent';
		} catch {
			return 'unknown';
		}
	};
}

const notFound = z.object({ code: z.literal('not_found') });
