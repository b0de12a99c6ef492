/**
 * Participants' tokens.
 *
 * @module
 */
import { AccessToken, JobRestartPolicy, RoomAgentDispatch, RoomConfiguration } from 'livekit-server-sdk';
import type { Config } from '../config.ts';
import type { JoinTicket } from './port.ts';

/** Only the first connect needs it: the server issues refresh tokens for as long as the person stays. */
const TOKEN_SECONDS = 300;
/** A room that nobody reaches. Long enough for a slow first connect. */
const EMPTY_TIMEOUT_SECONDS = 60;

/**
 * `roomJoin` on one room and nothing else: no admin, no create (it would override auto_create), no own metadata (a
 * participant could overwrite attributes that the agent trusts).
 *
 * LiveKit reads the room configuration only in the join that creates the room. Everybody in the room can read it, so
 * the dispatch carries opaque ids only. LiveKit Cloud would restart a failed job by itself, beside our own re-dispatch:
 * `restartPolicy` never.
 */
export async function mintToken(config: Config, ticket: JoinTicket): Promise<string> {
	const token = new AccessToken(config.livekitApiKey, config.livekitApiSecret, {
		identity: ticket.identity,
		name: ticket.name,
		ttl: TOKEN_SECONDS,
	});
	token.addGrant({ roomJoin: true, room: ticket.room, canPublish: true, canSubscribe: true, canPublishData: true });
	token.roomConfig = new RoomConfiguration({
		emptyTimeout: EMPTY_TIMEOUT_SECONDS,
		departureTimeout: ticket.departureSeconds,
		agents: ticket.agent === null ? [] : [dispatchOf(ticket, ticket.agent)],
	});
	return token.toJwt();
}

const dispatchOf = ({ dispatch }: JoinTicket, agentName: string): RoomAgentDispatch =>
	new RoomAgentDispatch({
		agentName,
		metadata: JSON.stringify(dispatch),
		restartPolicy: JobRestartPolicy.JRP_NEVER,
	});
