/**
 * Webhooks of LiveKit: the signature covers the raw body.
 *
 * @module
 */
import { type ParticipantInfo, WebhookReceiver } from 'livekit-server-sdk';
import type { Config } from '../config.ts';
import type { WebhookEvent } from './port.ts';

/** `ParticipantInfo_Kind`, which the server SDK does not export. */
const KIND = { ingress: 1, egress: 2, agent: 4 } as const;

export async function receiveWebhook(
	config: Config,
	body: string,
	authorization: string,
): Promise<WebhookEvent | null> {
	const receiver = new WebhookReceiver(config.livekitApiKey, config.livekitApiSecret);
	const received = await receiver.receive(body, authorization).catch(() => null);
	if (received === null) return null;
	const { room, participant } = received;
	return {
		event: received.event,
		id: received.id,
		room: room ? { name: room.name, sid: room.sid } : null,
		participant: participant
			? {
					sid: participant.sid,
					identity: participant.identity,
					kind: kindOf(participant),
					joinedAt: Number(participant.joinedAtMs) || Number(participant.joinedAt) * 1000 || null,
				}
			: null,
	};
}

/** An agent without our attribute is somebody else's: it neither serves the room nor keeps it alive. */
function kindOf(participant: ParticipantInfo): 'human' | 'agent' | 'other' {
	switch (Number(participant.kind)) {
		case KIND.agent:
			return participant.attributes['lk.agent_name'] ? 'agent' : 'other';
		case KIND.egress:
		case KIND.ingress:
			return 'other';
		default:
			return 'human';
	}
}
