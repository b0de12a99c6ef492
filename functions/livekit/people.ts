/**
 * Whose a participant is.
 *
 * @module
 */
import type { ParticipantInfo } from 'livekit-server-sdk';
import type { Config } from '../config.ts';
import type { Person } from '../rooms/facts.ts';

/** `ParticipantInfo_Kind`, which the server SDK does not export. */
const KIND = { ingress: 1, egress: 2, agent: 4 } as const;
/** `ParticipantInfo_State.DISCONNECTED`. */
const DISCONNECTED = 3;
/** `DisconnectReason`. */
const REASON = { duplicateIdentity: 2, serverShutdown: 3 } as const;

/** An agent that does not carry a name of this stage's is somebody else's: it neither serves the room nor is removed. */
export function kindOf({ kind, attributes }: ParticipantInfo, { agentNames }: Config): Person['kind'] {
	switch (Number(kind)) {
		case KIND.agent:
			return agentNames.some((name) => name === attributes['lk.agent_name']) ? 'agent' : 'other';
		case KIND.egress:
		case KIND.ingress:
			return 'other';
		default:
			return 'human';
	}
}

export const isThere = ({ state }: ParticipantInfo): boolean => Number(state) !== DISCONNECTED;

export function whyLeft({ disconnectReason }: ParticipantInfo): 'replaced' | 'server_gone' | 'left' {
	switch (Number(disconnectReason)) {
		case REASON.duplicateIdentity:
			return 'replaced';
		case REASON.serverShutdown:
			return 'server_gone';
		default:
			return 'left';
	}
}
