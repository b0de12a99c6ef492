/**
 * Which jobs this worker takes.
 *
 * @module
 */
import type { JobRequest } from '@livekit/agents';
import { LISTENS_ATTRIBUTE, type Listens } from '../../functions/protocol/call.ts';
import { agentIdentity, parseRoomName } from '../../functions/protocol/names.ts';

export type Admission = 'accepted' | 'foreign_room' | 'stopping' | 'cordoned';

export interface Worker {
	readonly stage: string;
	readonly stopping: boolean;
	/** The API has said so: a newer release takes the jobs. */
	readonly cordoned: boolean;
}

/** Rooms of other stages, and rooms that Greenroom did not make, are somebody else's. */
export function admit(room: string, worker: Worker): Admission {
	if (worker.stopping) return 'stopping';
	if (parseRoomName(room)?.stage !== worker.stage) return 'foreign_room';
	return worker.cordoned ? 'cordoned' : 'accepted';
}

/** Always answers: a request without an answer is lost after 3 s, and no other worker is tried (agents-js 1.9). */
export async function answer(request: JobRequest, worker: Worker, listens: Listens): Promise<Admission> {
	const admission = admit(request.room?.name ?? '', worker);
	if (admission === 'accepted')
		await request.accept('', agentIdentity(request.id), '', { [LISTENS_ATTRIBUTE]: listens });
	else await request.reject();
	return admission;
}
