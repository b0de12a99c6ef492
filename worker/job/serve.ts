/**
 * One job: claim, connect, join, greet; then the call, until the person ends it, stays away, or another agent takes over.
 *
 * @module
 */
import type { JobContext } from '@livekit/agents';
import { parseRoomName } from '../../functions/protocol/names.ts';
import type { BackendClient } from '../backend.ts';
import { announceAgent } from '../job-notice.ts';
import type { Log } from '../log.ts';
import type { WarmVoice } from '../voice/voice.ts';
import type { Budgets } from './budgets/budgets.ts';
import { makeCall } from './call.ts';
import { connectWithin } from './connect.ts';
import type { NativeHandlers } from './native/handlers.ts';

/** Below the 15 s lease of the claim: against a deleted room `connect` hangs, and then re-creates the room. */
const CONNECT_WITHIN_MS = 10_000;

export interface JobDeps {
	readonly backend: BackendClient;
	readonly voice: WarmVoice;
	readonly log: Log;
	/** Whose job it is; undefined: nobody has said. */
	readonly worker?: string | undefined;
	/** Resolves when the worker can wait no longer. */
	readonly cut?: Promise<void>;
	readonly budgets: Budgets;
	/** A team's own. */
	readonly handlers: NativeHandlers;
	/** The process ends soon and with this code, also when it cannot be torn down. 1: it has failed. */
	readonly exit: (code: 0 | 1) => void;
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

	const claimed = await deps.backend.agentJoined({
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
	announceAgent({ jobId, start: claim.start });
	if ((await call.start({ identity, sid })).outcome === 'refused') {
		call.leave('replaced');
		return 'replaced';
	}
	return 'serving';
}
