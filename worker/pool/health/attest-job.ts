/**
 * Whether the agent of a job is in its room. LiveKit is asked, and neither the job nor the API: a job that has lost its
 * room without noticing would say that all is well, and what the API knows may come from there.
 *
 * @module
 */
import * as z from 'zod/mini';
import { agentIdentity } from '../../../functions/protocol/names.ts';
import type { ServedJob } from '../../job-notice.ts';
import { type LiveKitAccess, makeLook } from '../room-service/look.ts';
import type { Attested } from './vitals.ts';

const ANSWER_WITHIN_MS = 3_000;

/** Of a room that is gone a self-hosted server lists nobody. */
const listSchema = z.object({ participants: z._default(z.array(z.object({ identity: z.string() })), []) });
const notFound = z.object({ code: z.literal('not_found') });

export function makeAttestJob(access: LiveKitAccess) {
	const look = makeLook(access);
	return async ({ room, jobId }: ServedJob): Promise<Attested> => {
		try {
			const response = await look({
				method: 'ListParticipants',
				grant: { room, roomAdmin: true },
				body: { room },
				withinMs: ANSWER_WITHIN_MS,
			});
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
