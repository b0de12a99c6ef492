/**
 * What a job writes: each write says by whom it is, and the first one that is refused because this agent serves the room
 * no more ends the job.
 *
 * @module
 */
import type {
	ClaimResponse,
	EndRequest,
	EndResponse,
	JoinedRequest,
	ParticipantsRequest,
	StateRequest,
	TurnsRequest,
} from '../../functions/protocol/agent.ts';
import type { FileInfo } from '../../functions/protocol/files.ts';
import type { BackendClient } from '../backend.ts';
import type { Answer } from '../door.ts';
import type { Log } from '../log.ts';
import type { FileUpload, FileUploaded } from '../upload/upload.ts';

type Writer = 'room' | 'jobId' | 'epoch';
type Write<Request, Response = unknown> = (written: Omit<Request, Writer>) => Promise<Answer<Response>>;

export interface Writes {
	readonly joined: Write<JoinedRequest>;
	readonly people: Write<ParticipantsRequest>;
	readonly turns: Write<TurnsRequest>;
	readonly state: Write<StateRequest>;
	readonly file: (file: FileInfo, bytes: Uint8Array<ArrayBuffer>) => Promise<Answer<FileUploaded>>;
	readonly end: Write<EndRequest, EndResponse>;
}

export interface WritesOptions {
	readonly backend: BackendClient;
	readonly room: string;
	readonly jobId: string;
	readonly epoch: ClaimResponse['epoch'];
	/** Another agent serves the room, or nobody any more. */
	readonly onFenced: (reason: 'replaced' | 'room_closed') => void;
	readonly log: Log;
}

const FENCES: ReadonlyMap<string, 'replaced' | 'room_closed'> = new Map([
	['stale_epoch', 'replaced'],
	['room_closed', 'room_closed'],
]);

export function makeWrites({ backend, room, jobId, epoch, onFenced, log }: WritesOptions): Writes {
	const write =
		<Request, Response>(
			write: string,
			send: (request: Request) => Promise<Answer<Response>>,
		): Write<Request, Response> =>
		async (written) => {
			const answer = await send({ ...written, room, jobId, epoch } as Request);
			if (answer.outcome !== 'refused') return answer;
			const reason = FENCES.get(answer.code);
			if (reason === undefined) log({ level: 'warn', event: 'write_refused', write, code: answer.code });
			else onFenced(reason);
			return answer;
		};
	return {
		joined: write('joined', backend.agentConnected),
		people: write('participants', backend.participantConnected),
		turns: write('turns', backend.saveConversationTurn),
		state: write('state', backend.saveConversation),
		file: (file, bytes) => write('files', (request: FileUpload) => backend.handleFileUpload(request, bytes))(file),
		end: write('end', backend.end),
	};
}
