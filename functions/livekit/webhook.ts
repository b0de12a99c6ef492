/**
 * Webhooks of LiveKit: the signature covers the raw body.
 *
 * @module
 */
import { WebhookReceiver } from 'livekit-server-sdk';
import type { Config } from '../config.ts';
import { kindOf, whyLeft } from './people.ts';
import type { WebhookEvent } from './port.ts';
import { lifeOf } from './rooms.ts';

export async function receiveWebhook(
	config: Config,
	body: string,
	authorization: string,
): Promise<WebhookEvent | null> {
	const receiver = new WebhookReceiver(config.livekitApiKey, config.livekitApiSecret);
	const received = await receiver.receive(body, authorization).catch(() => null);
	if (received === null) return null;
	const { event, id, room, participant } = received;
	return {
		event,
		id,
		room: room ? { name: room.name, sid: room.sid, ...toldOf(lifeOf(room)) } : null,
		participant: participant
			? {
					sid: participant.sid,
					identity: participant.identity,
					kind: kindOf(participant, config),
					why: whyLeft(participant),
				}
			: null,
	};
}

/** Events of tracks tell the name and the sid of their room only. */
const toldOf = ({ createdAt, departureMs }: ReturnType<typeof lifeOf>) => ({
	createdAt: createdAt === 0 ? null : createdAt,
	departureMs,
});
