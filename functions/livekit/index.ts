import type { Config } from '../config.ts';
import { dispatch, makeDispatchClient } from './dispatches.ts';
import type { LiveKit } from './port.ts';
import { deleteRoom, listRooms, lookUp, lookUpAll, makeRoomClient, removeParticipant } from './rooms.ts';
import { mintToken } from './tokens.ts';
import { receiveWebhook } from './webhook.ts';

export type { ListedRoom, Listing, LiveKit, WebhookEvent } from './port.ts';

export function makeLiveKit(config: Config): LiveKit {
	const rooms = makeRoomClient(config);
	const dispatches = makeDispatchClient(config);
	return {
		mint: (ticket) => mintToken(config, ticket),
		lookUp: (name) => lookUp(rooms, name, config),
		lookUpAll: (names, now) => lookUpAll(rooms, names, { config, now }),
		listRooms: () => listRooms(rooms),
		deleteRoom: (name) => deleteRoom(rooms, name),
		dispatch: (name, agent, metadata) => dispatch(dispatches, name, agent, metadata),
		removeParticipant: (name, identity, sid) => removeParticipant(rooms, name, identity, sid),
		receiveWebhook: (body, authorization) => receiveWebhook(config, body, authorization),
	};
}
