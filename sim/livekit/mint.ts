/**
 * Tokens of the model: readable, and not signed.
 *
 * @module
 */
import type { JoinTicket } from '../../functions/livekit/port.ts';
import type { JoinToken } from './model.ts';

/** Of `livekit/tokens.ts`; the server allows a minute more. */
const TOKEN_MS = 360_000;
const EMPTY_MS = 60_000;

export function configOf(ticket: JoinTicket, now: number): JoinToken {
	const { room, identity, agent, dispatch, departureSeconds } = ticket;
	const agents = agent === null ? [] : [{ agentName: agent, metadata: JSON.stringify(dispatch) }];
	const config = { agents, departureMs: departureSeconds * 1000, emptyMs: EMPTY_MS };
	return { room, identity, kind: 'human', agentName: null, config, until: now + TOKEN_MS };
}

/** What {@link configOf} wrote. */
export const readToken = (token: string): JoinToken => JSON.parse(token) as JoinToken;
