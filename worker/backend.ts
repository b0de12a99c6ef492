/**
 * A job's way to the API.
 *
 * @module
 */
import {
	type ClaimRequest,
	type ClaimResponse,
	claimResponseSchema,
	type EndRequest,
	type EndResponse,
	endResponseSchema,
	type JoinedRequest,
	type ParticipantsRequest,
	type StateRequest,
	type TurnsRequest,
} from '../functions/protocol/agent.ts';
import { type Answer, type ApiAccess, makeDoor, type Patience } from './door.ts';

export interface BackendClient {
	/** Before the job connects: may it serve this room? */
	claim(request: ClaimRequest): Promise<Answer<ClaimResponse>>;
	/** The job is in the room. */
	joined(request: JoinedRequest): Promise<Answer<unknown>>;
	/** People have come and gone. */
	reportPeople(request: ParticipantsRequest): Promise<Answer<unknown>>;
	saveTurns(request: TurnsRequest): Promise<Answer<unknown>>;
	saveState(request: StateRequest): Promise<Answer<unknown>>;
	/** The call is over as the agent sees it; the API closes the room, unless somebody is on their way. */
	end(request: EndRequest): Promise<Answer<EndResponse>>;
}

const PATIENCE: Patience = { timeoutMs: 3_000, pausesMs: [100, 400] };

export function makeBackend(access: ApiAccess, patience: Patience = PATIENCE): BackendClient {
	const door = makeDoor(access, patience);
	return {
		claim: (request) => door('claim', request.room, request, claimResponseSchema),
		joined: (request) => door('joined', request.room, request),
		reportPeople: (request) => door('participants', request.room, request),
		saveTurns: (request) => door('turns', request.room, request),
		saveState: (request) => door('state', request.room, request),
		end: (request) => door('end', request.room, request, endResponseSchema),
	};
}
