/**
 * One job: claim, connect, join, greet; then the call, until the person ends it, stays away, or another agent takes over.
 *
 * @module
 */
import type { JobContext } from '@livekit/agents';
import { parseRoomName } from '../../functions/protocol/names.ts';
import type { BackendClient } from '../backend.ts';
import type { Log } from '../log.ts';
import type { WarmVoice } from '../voice/voice.ts';
import { makeCall } from './call.ts';
import { connectWithin } from './connect.ts';

/** Below the 15 s lease of the claim: against a deleted room `connect` hangs, and then re-creates the room. */
const CONNECT_WITHIN_MS = 10_000;

export interface JobDeps {
	readonly backend: BackendClient;
	readonly voice: WarmVoice;
	readonly log: Log;
	/** Whose job it is; undefined: nobody has said. */
	readonly worker?: string | undefined;
	readonly now: () => number;
	readonly newId: () => string;
}

/** How a job ended before its call began, or that it began. */
export type ServeOutcome =
	| 'serving'
	| 'foreign_room'
	| 'claim_refused'
	| 'claim_unanswered'
	| 'connect_failed'
	| 'replaced';

export async function serve(ctx: JobContext, deps: JobDeps): Promise<ServeOutcome> {
	const began = deps.now();
	const room = ctx.job.room?.name ?? '';
	const jobId = ctx.job.id;
	if (parseRoomName(room) === null) return 'foreign_room';

	const claimed = await deps.backend.claim({
		room,
		jobId,
		agentName: ctx.job.agentName,
		...(deps.worker === undefined ? {} : { worker: deps.worker }),
	});
	if (claimed.outcome === 'unreachable') return 'claim_unanswered';
	if (claimed.outcome === 'refused') return 'claim_refused';
	const claim = claimed.body;

	const call = makeCall({ ctx, room, claim, began, deps });
	if (!(await connectWithin(ctx, CONNECT_WITHIN_MS))) return 'connect_failed';

	const { identity, sid } = ctx.room.localParticipant ?? {};
	if (identity === undefined || sid === undefined) return 'connect_failed';
	if ((await call.start({ identity, sid })).outcome === 'refused') {
		call.leave('replaced');
		return 'replaced';
	}
	return 'serving';
}
