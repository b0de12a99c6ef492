/**
 * Doors whose answers are put into the trace, as soon as the API has come to them.
 *
 * @module
 */
import type { WebhookEvent } from '../../functions/livekit/port.ts';
import type {
	ClaimRequest,
	JoinedRequest,
	LostRequest,
	ParticipantsRequest,
	StateRequest,
	TurnsRequest,
} from '../../functions/protocol/agent.ts';
import type { Recorder, Told } from '../trace.ts';
import type { Handler } from './api.ts';
import * as doors from './doors.ts';

const noted =
	<T>(handler: Handler<T>, note: (answer: T, begun: number) => void): Handler<T> =>
	async (deps) => {
		const begun = deps.now();
		const answer = await handler(deps);
		note(answer, begun);
		return answer;
	};

function ofRoom(event: string): Told {
	if (event === 'room_finished') return event;
	return event === 'room_started' || event === 'participant_joined' ? 'room_lives' : 'room_lived';
}

export type NotedDoors = ReturnType<typeof makeNotedDoors>;

export function makeNotedDoors(record: Recorder) {
	const tell = (room: string, what: Told, sid: string, how: string) => record({ kind: 'told', room, what, sid, how });
	const wrote = ({ room, jobId, epoch }: { room: string; jobId: string; epoch: number }, from: number) =>
		record({ kind: 'wrote', room, job: jobId, epoch, from });

	return {
		...doors,
		webhook: (event: WebhookEvent) =>
			noted(doors.webhook(event), (answer) => {
				const { room, participant } = event;
				if (room === null || answer === 'unknown_room') return;
				tell(room.name, ofRoom(event.event), room.sid, 'webhook');
				if (participant === null) return;
				tell(room.name, event.event === 'participant_joined' ? 'there' : 'gone', participant.sid, 'webhook');
			}),
		claim: (request: ClaimRequest) =>
			noted(doors.claim(request), ({ epoch }) =>
				record({ kind: 'claimed', room: request.room, job: request.jobId, epoch }),
			),
		joined: (request: JoinedRequest) =>
			noted(doors.joined(request), (_, from) => {
				wrote(request, from);
				tell(request.room, 'there', request.sid, 'report');
				if (request.roomSid !== undefined) tell(request.room, 'room_lives', request.roomSid, 'report');
			}),
		participants: (request: ParticipantsRequest) =>
			noted(doors.participants(request), (_, from) => {
				wrote(request, from);
				for (const { sid, present } of request.people) tell(request.room, present ? 'there' : 'gone', sid, 'report');
			}),
		turns: (request: TurnsRequest) => noted(doors.turns(request), (_, from) => wrote(request, from)),
		state: (request: StateRequest) => noted(doors.state(request), (_, from) => wrote(request, from)),
		lost: (request: LostRequest) =>
			noted(doors.lost(request), () => record({ kind: 'lost', room: request.room, job: request.jobId })),
		token: (asked: doors.Asked, page: string) =>
			noted(doors.token(asked), ({ room }, from) =>
				record({ kind: 'token', conversation: asked.conversation, room, page, from }),
			),
		// As soon as they are asked for: what is done may never be answered.
		forget: (conversation: string): Handler<string> => {
			record({ kind: 'forgotten', conversation });
			return doors.forget(conversation);
		},
		hangUp: (room: string): Handler<string> => {
			record({ kind: 'hung_up', room });
			return doors.hangUp(room);
		},
	};
}
