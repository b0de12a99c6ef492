import type { Config } from '../config.ts';
import type { LiveKit } from './port.ts';
import { deleteRoom, makeRoomClient } from './rooms.ts';
import { mintToken } from './tokens.ts';
import { receiveWebhook } from './webhook.ts';

export type { Deletion, JoinTicket, LiveKit, WebhookEvent } from './port.ts';

export function makeLiveKit(config: Config): LiveKit {
	const client = makeRoomClient(config);
	return {
		mint: (ticket) => mintToken(config, ticket),
		deleteRoom: (name) => deleteRoom(client, name),
		receiveWebhook: (body, authorization) => receiveWebhook(config, body, authorization),
	};
}
