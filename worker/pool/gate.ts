/**
 * Which jobs this worker takes.
 *
 * @module
 */
import type { JobRequest } from '@livekit/agents';
import { LISTENS_ATTRIBUTE, type Listens } from '../../functions/protocol/call.ts';
import { PHRASES } from '../../functions/protocol/log-phrases.ts';
import { agentIdentity, parseRoomName } from '../../functions/protocol/names.ts';
import type { Log } from '../log.ts';

export type Admission = 'accepted' | 'foreign_room' | 'stopping' | 'cordoned' | 'queued';

export interface Worker {
	readonly stage: string;
	readonly stopping: boolean;
	/** The API has said so: a newer release takes the jobs. */
	readonly cordoned: boolean;
	/** Has a job of this room been accepted that waits for a process? */
	readonly isQueued: (room: string) => boolean;
}

/** Rooms of other stages, and rooms that Greenroom did not make, are somebody else's. */
export function admit(room: string, worker: Worker): Admission {
	if (worker.stopping) return 'stopping';
	if (parseRoomName(room)?.stage !== worker.stage) return 'foreign_room';
	if (worker.cordoned) return 'cordoned';
	return worker.isQueued(room) ? 'queued' : 'accepted';
}

/** Always answers: a request without an answer is lost after 3 s, and no other worker is tried (agents-js 1.9). */
export async function answer(
	request: Pick<JobRequest, 'id' | 'room' | 'accept' | 'reject'>,
	worker: Worker,
	listens: Listens,
	log: Log,
): Promise<Admission> {
	const job = request.id;
	log({ level: 'info', event: 'job_offered', job, message: PHRASES.jobReceived });
	const outcome = admit(request.room?.name ?? '', worker);
	const line = { event: 'job_requested', job, outcome };
	if (outcome === 'accepted') {
		await request.accept('', agentIdentity(job), '', { [LISTENS_ATTRIBUTE]: listens });
		log({ level: 'info', ...line, message: PHRASES.jobAccepted });
	} else {
		await request.reject();
		log({ level: 'warn', ...line });
	}
	return outcome;
}
