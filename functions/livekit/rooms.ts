/**
 * Rooms on the server.
 *
 * @module
 */
import { RoomServiceClient, ServerError } from 'livekit-server-sdk';
import type { Config } from '../config.ts';
import type { Deletion } from './port.ts';

/** Below the 5 s of the smallest function that runs us. */
const REQUEST_TIMEOUT_SECONDS = 3;

export const makeRoomClient = (config: Config): RoomServiceClient =>
	new RoomServiceClient(config.livekitUrl.replace(/^ws/, 'http'), config.livekitApiKey, config.livekitApiSecret, {
		requestTimeout: REQUEST_TIMEOUT_SECONDS,
	});

/** Deleting what is gone is success; no answer is neither. */
export async function deleteRoom(client: RoomServiceClient, name: string): Promise<Deletion> {
	try {
		await client.deleteRoom(name);
		return 'deleted';
	} catch (error) {
		return error instanceof ServerError && error.code === 'not_found' ? 'absent' : 'unknown';
	}
}
