import { ParticipantKind, type RemoteParticipant, type RemoteTrack, type Room } from 'livekit-client';
import { LISTENS_ATTRIBUTE, LIVEKIT } from '../../../functions/protocol/call.ts';
import type { AgentSeen } from '../presence/presence.ts';

/** An avatar is of the kind agent as well, and publishes on behalf of one. */
export const isAgent = (participant: RemoteParticipant): boolean =>
	participant.kind === ParticipantKind.AGENT && participant.attributes[LIVEKIT.attribute.publishOnBehalf] === undefined;

/** The agents in the room, as they are now. */
export const agentsIn = (room: Room): readonly AgentSeen[] =>
	[...room.remoteParticipants.values()].filter(isAgent).map(({ sid, identity, attributes, joinedAt }) => ({
		sid,
		identity,
		state: attributes[LIVEKIT.attribute.agentState],
		listens: attributes[LISTENS_ATTRIBUTE] === 'text' ? 'text' : 'speech',
		joinedAt: joinedAt?.getTime() ?? 0,
	}));

/** An audio track that somebody published; `track` once we have subscribed to it. */
export interface Voice {
	readonly sid: string;
	/** Sid of who published it. */
	readonly from: string;
	readonly track: RemoteTrack | undefined;
}

/** Everything that can be heard in the room. */
export const voicesIn = (room: Room): readonly Voice[] =>
	[...room.remoteParticipants.values()].flatMap((participant) =>
		[...participant.audioTrackPublications.values()].map(({ trackSid, track }) => ({
			sid: trackSid,
			from: participant.sid,
			track,
		})),
	);
