/**
 * A job's way to the API: all that a call asks of a backend. A team with a backend of its own implements this.
 *
 * Each request may be made again, and is answered the same. The job repeats what got no answer, keeps turns in order until
 * they are stored, and goes on with the call meanwhile.
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
import type { Transfer } from '../functions/protocol/files.ts';
import { type Answer, type ApiAccess, makeDoor, type Patience } from './door.ts';
import { makeTransfers } from './upload/transfer.ts';
import { type FileUpload, type FileUploaded, uploadFile } from './upload/upload.ts';

/** Each is a door of the API, `POST /api/agent/…`, by the name in brackets. */
export interface BackendClient {
	/** Before the job connects: may it serve this room, and what was said so far? (`claim`) */
	agentJoined(request: ClaimRequest): Promise<Answer<ClaimResponse>>;
	/** The agent is in the room, as this participant. (`joined`) */
	agentConnected(request: JoinedRequest): Promise<Answer<unknown>>;
	/** People have come or gone. (`participants`) */
	participantConnected(request: ParticipantsRequest): Promise<Answer<unknown>>;
	/** Something was said. (`turns`) */
	saveConversationTurn(request: TurnsRequest): Promise<Answer<unknown>>;
	/** What the agent keeps of a conversation beside its turns has changed. (`state`) */
	saveConversation(request: StateRequest): Promise<Answer<unknown>>;
	/** The visitor has given a file, which was checked. Answered when its bytes are stored. (`files`) */
	handleFileUpload(file: FileUpload, bytes: Uint8Array<ArrayBuffer>): Promise<Answer<FileUploaded>>;
	/** Bytes of a file that {@link agentJoined} has told of; null: they could not be had. */
	fetchFile(download: Transfer): Promise<Uint8Array | null>;
	/** The call is over as the agent sees it; the API closes the room, unless somebody is on their way. (`end`) */
	end(request: EndRequest): Promise<Answer<EndResponse>>;
}

const PATIENCE: Patience = { timeoutMs: 3_000, pausesMs: [100, 400] };

export function makeBackend(access: ApiAccess, patience: Patience = PATIENCE): BackendClient {
	const door = makeDoor(access, patience);
	const transfers = makeTransfers({
		apiUrl: access.url,
		...(access.fetch === undefined ? {} : { fetch: access.fetch }),
	});
	return {
		agentJoined: (request) => door('claim', request.room, request, claimResponseSchema),
		agentConnected: (request) => door('joined', request.room, request),
		participantConnected: (request) => door('participants', request.room, request),
		saveConversationTurn: (request) => door('turns', request.room, request),
		saveConversation: (request) => door('state', request.room, request),
		handleFileUpload: (file, bytes) => uploadFile(door, transfers, file, bytes),
		fetchFile: transfers.fetch,
		end: (request) => door('end', request.room, request, endResponseSchema),
	};
}
